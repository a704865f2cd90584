//! What is said of what there is: time that is left or gone, connections in the audit log, sessions, the fleet, answers of a device.

texts! {
    // time
    expired(ago): "expired {ago}", "期限切れ {ago}";
    just_expired: "expired now", "期限切れ";
    now: "now", "今";
    minutes_ago(minutes): "{minutes}m ago", "{minutes}分前";
    hours_ago(hours): "{hours}h ago", "{hours}時間前";
    days_ago(days): "{days}d ago", "{days}日前";
    seconds(seconds): "{seconds} s", "{seconds}秒";

    // connections in the audit log
    open_now: "open now", "接続中";
    lasted(span): "lasted {span}", "{span} で終了";
    over: "over", "終了";
    not_there_yet: "not at device yet", "デバイス未応答";
    device_refused: "DEVICE refused", "デバイスが拒否";
    not_let_in: "CALLER not let in", "接続元を拒否";
    too_often: "CALLER too often", "接続が多すぎ";
    unknown: "unknown", "不明";
    open_now_at_length:
        "SORACOM let it in and the device took it; as far as the log tells it is open now",
        "SORACOM が通し、デバイスが受け付けました。ログを見る限り、今も接続中です";
    over_at_length:
        "SORACOM let it in, the device took it, and it is over",
        "SORACOM が通し、デバイスが受け付け、終了しました";
    not_there_yet_at_length:
        "SORACOM let it in; the device has not taken it yet. If it stays so, the device does not answer",
        "SORACOM は通しましたが、デバイスがまだ受け付けていません。このままなら、デバイスが応答していません";
    device_refused_at_length:
        "SORACOM let it in, and the device did not take it: nothing listens on that port, its firewall is in the way, or it is offline",
        "SORACOM は通しましたが、デバイスが受け付けませんでした。ポートで何も待ち受けていないか、ファイアウォールで止まっているか、オフラインです";
    not_let_in_at_length:
        "SORACOM did not let it in: the address it came from is not among the mapping's sources, or the mapping's time was over",
        "SORACOM が通しませんでした。マッピングの接続元に含まれないアドレスか、マッピングの期限切れです";
    too_often_at_length:
        "SORACOM refused it as abuse: too many connections in a short time; wait, then come less often",
        "短時間に接続が多すぎるため、SORACOM が拒否しました。しばらく待って、頻度を下げてください";
    unknown_at_length: "an entry of a kind that no document describes", "資料に記載のない種類の記録です";

    // AppStream sessions
    orphan: "ORPHAN", "孤立";
    connected: "connected", "接続中";
    active: "active", "有効";
    starting: "starting", "開始中";
    not_connected: "not connected", "未接続";
    ended: "ended", "終了";

    // the fleet
    free(available, desired): "{available} of {desired} free", "空き {available}/{desired}";
    running: "running", "稼働中";
    fleet_starting: "STARTING: takes minutes", "STARTING: 数分かかります";
    starting_in_vain(error): "STARTING in vain: {error}", "STARTING のまま進みません: {error}";
    stopped: "STOPPED: start it?", "STOPPED: 起動しますか?";
    stopped_by(error): "STOPPED: {error}", "STOPPED: {error}";
    state_unknown: "state unknown", "状態不明";

    // what a device answers
    answers(how): "answers: {how}", "応答あり: {how}";
    answers_in_part(how): "answers in part: {how}", "一部応答あり: {how}";
    answers_not(how): "does NOT answer: {how}", "応答【なし】: {how}";
    answer_unknown(how): "is not known to answer: {how}", "応答するかわかりません: {how}";
    port_open(ping, port): "{ping}; {port} open", "{ping}、{port} は開いています";
    port_closed(ping, port): "{ping}; {port} closed or silent", "{ping}、{port} は閉じているか無応答です";
    port_unknown(ping, port, why): "{ping}; {port} cannot be told ({why})", "{ping}、{port} は確認できません ({why})";
    pinged(received, sent): "ping {received}/{sent}", "ping {received}/{sent}";
    pinged_in(received, sent, average): "ping {received}/{sent}, {average:.0} ms", "ping {received}/{sent}、{average:.0} ms";
    ping_answered: "ping answered", "ping 応答あり";
    ping_unanswered: "no answer to ping", "ping 応答なし";
    ping_unknown: "ping cannot be told", "ping は確認できません";
    is_app_running:
        "is the app running there, and does a firewall let it be reached?",
        "アプリは動いていますか? ファイアウォールで止まっていませんか?";
    wake_or_restart:
        "wake or restart the device: its session may be hours old",
        "デバイスを起こすか再起動してください。セッションが何時間も前のものかもしれません";
    wake_device:
        "wake the device: SORACOM has no session with it",
        "デバイスを起こしてください。SORACOM とのセッションがありません";
    it_answered: "it answered", "応答がありました";
    it_took_it: "it took the connection", "接続を受け付けました";
    pinging: "pinging the device", "デバイスに ping を送っています";
    trying_port: "trying the port", "ポートを試しています";
}
