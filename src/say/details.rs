//! What is said in the details of a device, a mapping, a session and an entry of the log, besides the titles of columns.

texts! {
    session: "Session", "セッション";
    entry: "Entry", "記録";
    sim: "SIM", "SIM";
    sim_id: "SIM ID", "SIM ID";
    failed: "Failed", "失敗";
    fee: "Napter fee", "Napter 料金";
    subscription: "Subscription", "プラン";
    module: "Module", "モジュール";
    services: "Services", "サービス";
    last_mapping: "Last mapping", "最終マッピング";
    tags: "Tags", "タグ";
    probe: "Probe", "応答確認";
    open: "Open", "アクセス";
    expires: "Expires", "期限";
    device_port: "Device port", "ポート";
    opened_by: "Opened by", "開いた人";
    link: "Link", "URL";
    appstream_user: "AppStream user", "ユーザー ID";
    created: "Created", "作成";
    host_name: "Host name", "ホスト名";
    strategy: "Strategy", "方式";
    operator: "Operator", "操作者";
    mapping_left: "Mapping left", "マッピング残り";
    at_the_latest: "At the latest", "終了期限";
    to: "To", "接続先";
    course: "Course", "経過";
    tls: "TLS", "TLS";
    connection: "Connection", "接続 ID";
    let_in_now: "Let in now", "現在の許可";

    device_gone: "this device is no longer listed", "このデバイスはもう一覧にありません";
    access_gone:
        "this mapping is no longer listed: it was revoked or has expired",
        "このマッピングはもう一覧にありません。取り消されたか、期限切れです";
    session_gone: "this session is no longer listed: it has ended", "このセッションはもう一覧にありません。終了しました";
    entry_gone: "this entry is no longer shown: newer ones took its place", "この記録はもう表示されません。新しい記録に入れ替わりました";
    since(time): "since {time}", "{time} から";
    probing: "probing…", "確認中…";
    probe_asks(key): "{key} asks whether it answers", "{key} で応答を確認します";
    nothing_open: "nothing", "なし";
    leads_to(endpoint, port): "{endpoint} to port {port}", "{endpoint} → ポート {port}";
    leads_to_until(endpoint, port, clock): "{endpoint} to port {port}, until {clock}", "{endpoint} → ポート {port} ({clock} まで)";
    port_with_tls(port): "{port}, TLS ends at Napter", "{port} (TLS は Napter で終端)";
    tls_ends_at_napter: "ends at Napter", "Napter で終端";
    no_tls: "none", "なし";
    no_link: "none made here", "ここでは作っていません";
    link_for(left): "can be opened for {left}", "あと {left} 開けます";
    through(sources, endpoint): "{sources} through {endpoint}", "{sources} ({endpoint} 経由)";
    goes_on_without_mapping(end, sweep):
        "the mapping that it came through is gone, and it goes on: {end} ends it, {sweep} all of its kind",
        "元のマッピングがなくなっても続いています。{end} で終了、{sweep} で同様のものをすべて一掃します";
}
