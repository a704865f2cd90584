//! What is said of programs that are started on this machine.

texts! {
    nothing_started: "nothing was started", "何も起動していません";
    runs_still(label, port): "what was started for {label} port {port} runs still", "{label} ポート {port} 用に起動したものがまだ動いています";
    being_opened(label, port, launch):
        "access to {label} port {port} is being opened; {launch} starts the app once it is open",
        "{label} ポート {port} へのアクセスを開いています。開いてから {launch} で起動してください";
    opened_there_already: "access is being opened there already", "すでにアクセスを開いている途中です";
    try_once_open: "try again once it is open", "開いてからやり直してください";
    naptop_leaves: "not started, because naptop is leaving", "naptop の終了中のため、起動しませんでした";
    ready(label, what, launch):
        "{label} is open; {launch} on it starts {what}, which would have taken the terminal from what you do",
        "{label} へのアクセスは開いています。操作中のため {what} は起動していません。そのデバイスで {launch} を押すと起動します";
    starting(what, endpoint): "starting {what} at {endpoint}", "{what} を {endpoint} で起動しています";
    ended(app, label): "{app} of {label} has ended", "{label} の {app} が終了しました";
    ended_badly(app, label, how): "{app} of {label} has ended: {how}", "{label} の {app} が終了しました: {how}";
    beyond(app, label, whom): "{app} of {label} is with {whom}", "{label} の {app} は {whom} に渡しました";
    failed(app, label, why): "{app} of {label}: {why}", "{label} の {app}: {why}";
    and_stays_open(told, endpoint, revoke):
        "{told}; {endpoint} stays open, {revoke} revokes it",
        "{told}。{endpoint} は開いたままです。{revoke} で取り消します";
    for_device(what, label): "{what} for {label}", "{label} の {what}";
    has_the_terminal(what):
        "naptop: {what}; the dashboard is back when it ends",
        "naptop: {what} を実行します。終わるとダッシュボードに戻ります";
    enter_returns(what, trouble):
        "naptop: {what}: {trouble}; Enter returns to the dashboard",
        "naptop: {what}: {trouble}。Enter でダッシュボードに戻ります";
}
