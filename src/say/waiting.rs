//! What stands in a pane that has no rows: that they are awaited, why there are none, what would bring one.

texts! {
    signing_in: "signing in…", "サインインしています…";
    loading_devices: "loading devices…", "デバイスを読み込んでいます…";
    no_sim: "this operator has no SIM in this coverage", "このオペレーターには、このカバレッジの SIM がありません";
    check_coverage:
        "check profile and coverage, or register a SIM",
        "プロファイルとカバレッジを確認するか、SIM を登録してください";

    open_unknown: "what is open is not known: SORACOM did not say", "開いているアクセスが分かりません。SORACOM が応答していません";
    looking_for_open: "looking for what is open…", "開いているアクセスを調べています…";
    open_opens(open): "{open} opens access to the device chosen in Devices", "{open} で、「デバイス」のカーソル行にアクセスを開きます";

    no_sessions_without_them:
        "without them there are no sessions: naptop config init sets them",
        "設定するまでセッションはありません。naptop config init で設定できます";
    looking_for_sessions: "looking for AppStream sessions…", "AppStream セッションを調べています…";
    nobody_in_a_session: "nobody is in an AppStream session", "AppStream セッションを使っている人はいません";
    how_one_begins: "one begins when somebody opens a streaming URL", "ストリーミング URL が開かれると始まります";

    log_goes_by_imsi:
        "the log goes by IMSI, and no IMSI of this device is known",
        "監査ログは IMSI で調べますが、このデバイスの IMSI が分かりません";
    reading_log: "reading the audit log…", "監査ログを読み込んでいます…";
    nobody_came:
        "nobody has come, and nothing was opened, within the last 24 hours",
        "過去 24 時間に、接続もアクセスの開放もありません";
    not_let_out:
        "if somebody tried just now: their own network did not let them out to SORACOM",
        "今しがた接続を試したなら、接続元のネットワークが SORACOM への通信を通していません";
}
