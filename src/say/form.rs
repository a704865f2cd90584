//! What is said in the forms that open and extend access.

texts! {
    open_access_to(label): "Open access to {label}", "{label} へのアクセスを開く";
    open_access_to_marked(count): "Open access to {count} marked devices", "選択した {count} 台へのアクセスを開く";
    asks_first:
        "Enter lists them and asks, before anything is opened",
        "Enter を押すと対象を一覧し、確認してから開きます";
    app: "App", "アプリ";
    duration: "Duration", "期間";
    service: "Service", "サービス";
    reason: "Reason", "理由";
    eg_port: "1 to 65535, e.g. 3389", "1〜65535。例: 3389";
    eg_duration: "90s, 30m, 2h or 1h30m; at most 8h", "90s、30m、2h、1h30m など。最長 8h";
    eg_sources: "e.g. 203.0.113.10/32", "例: 203.0.113.10/32";
    eg_reason: "why; shown to you in the Access pane", "開く理由。「アクセス」に表示します";
    not_a_port(text): "{text:?} is not a port", "{text:?} はポート番号ではありません";
    ports: "1 to 65535", "1〜65535 で指定してください";

    opens_until(time): "opens until {time}", "{time} まで開きます";
    offline:
        "! the device is offline: the mapping may not reach it",
        "! デバイスはオフラインです。マッピングが届かないことがあります";
    never_online:
        "! the device has never been online: the mapping may not reach it",
        "! デバイスは一度もオンラインになっていません。マッピングが届かないことがあります";
    tls: "Napter terminates TLS in front of it", "TLS は Napter が終端します";
    fee_paid: "Napter is already paid for this SIM this month", "この SIM の今月の Napter 料金は発生済みです";
    fee_starts:
        "first mapping of this SIM this month: it starts a monthly fee",
        "この SIM では今月最初のマッピングです。月額料金が発生します";
    no_url(reason): "no streaming URL will be made: {reason}", "ストリーミング URL は作りません: {reason}";
    nothing_to_start(app):
        "no streaming URL: AppStream has nothing to start for {app}",
        "ストリーミング URL は作りません: AppStream に {app} 用のアプリケーションがありません";
    url_is_made: "a streaming URL is made with it", "ストリーミング URL も作ります";

    extend_access_to(label): "Extend access to {label}", "{label} へのアクセスを延長";
    from_now: "From now", "今から";
    port_from(port, sources): "{port}, from {sources}", "{port} (接続元 {sources})";
    ends_sooner(until, old):
        "! it would end sooner: at {until} instead of {old}",
        "! 期限が早まります: {old} から {until} に変わります";
    open_until_instead(until, old): "open until {until} instead of {old}", "期限が {old} から {until} に延びます";
    open_until(until): "open until {until}", "{until} まで開きます";
    endpoint_changes:
        "the endpoint changes: a replacement opens first, then this mapping and its AppStream sessions end",
        "接続先が変わります。先に新しいマッピングを開き、その後このマッピングと AppStream セッションを終了します";

    start_for(label): "Start for {label}", "{label} で起動";
    start: "start", "起動";
    this_machine_alone:
        "Access is opened for this machine's address alone, unless what is open lets it in.",
        "開いているアクセスで接続できなければ、このマシンのアドレスだけにアクセスを開きます。";
}
