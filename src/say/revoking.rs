//! What is said while access or sessions are taken away, and of what came of it.

texts! {
    one(label, endpoint): "revoked {label} ({endpoint})", "{label} ({endpoint}) を取り消しました";
    many(count): "revoked {count} accesses", "{count} 件のアクセスを取り消しました";
    some(well, all): "revoked {well} of {all} accesses", "{all} 件中 {well} 件のアクセスを取り消しました";
    and_not_begun(told, count): "{told}, {count} not begun and still open", "{told}。{count} 件は未着手で、開いたままです";
    and_log_has_each(told, log): "{told}; {log} has each", "{told}。{log} で個々の結果を表示します";
    nothing: "nothing was revoked", "何も取り消していません";
    and_sessions_ended(told, count): "{told}; AppStream sessions ended: {count}", "{told}。終了した AppStream セッション: {count}";
    left_open(endpoint, failure): "LEFT OPEN: {endpoint}: {failure}", "開いたままです: {endpoint}: {failure}";
    revoked_but(endpoint, failure): "{endpoint} is revoked, but {failure}", "{endpoint} は取り消しましたが、{failure}";
    of(endpoint, failure): "{endpoint}: {failure}", "{endpoint}: {failure}";
    and_more(told, count): "{told} (and {count} more)", "{told} (他 {count} 件)";
    session(id): "AppStream session {id}", "AppStream セッション {id}";
    sessions_through(endpoint): "AppStream sessions of {endpoint}", "{endpoint} の AppStream セッション";
    sessions: "AppStream sessions", "AppStream セッション";
    and_then(first, second): "{first}; {second}", "{first}。{second}";

    another_by_now(endpoint):
        "{endpoint} is another mapping by now, not the one that was named; it was not revoked",
        "{endpoint} は今は別のマッピングになっているため、取り消していません";

    looking: "looking for what can be swept", "一掃できるものを調べています";
    sessions_unknown(failure): "AppStream sessions are unknown: {failure}", "AppStream セッションが分かりません: {failure}";
    strays(count):
        "AppStream sessions of devices that are not known to be this account's, left alone: {count}",
        "このアカウントのデバイスかどうか分からない AppStream セッションには触れません: {count} 件";
    sweep_is_ready(sweep): "something can be swept; {sweep} asks", "一掃できるものがあります。{sweep} で確認します";
    nothing_to_sweep:
        "nothing to sweep: no expired mapping, no orphaned session",
        "一掃するものはありません。期限切れマッピングも孤立セッションもありません";
    swept(mappings, sessions):
        "swept; mappings: {mappings}, sessions: {sessions}",
        "マッピング {mappings} 件とセッション {sessions} 件を一掃しました";

    ending_already: "it is being ended already", "すでに終了処理をしています";
    ended_session_of(who): "ended the session of {who}", "{who} のセッションを終了しました";
    ended_session_on(label, who): "ended the session of {label} ({who})", "{label} ({who}) のセッションを終了しました";
    ended_sessions(count): "ended the session of {count} users", "{count} 人のセッションを終了しました";
    ended_some(well, all): "ended {well} of {all} sessions", "{all} 件中 {well} 件のセッションを終了しました";
    no_session_ended: "no session was ended", "セッションは終了していません";
    leaving_asks(quit):
        "what you opened is open still; close what lies on top, and {quit} asks what is to become of it",
        "開いたアクセスが残っています。手前の画面を閉じて {quit} を押すと、どうするかを確認します";
    leaving_soon(quit):
        "leaving once what is under way has ended; {quit} again leaves the screen at once",
        "実行中の操作が終わりしだい終了します。もう一度 {quit} を押すと、すぐに画面を閉じます";
    leaving(quit):
        "leaving once what is under way has ended; {quit} again takes back what is being opened",
        "実行中の操作が終わりしだい終了します。もう一度 {quit} を押すと、開いている途中のものを取り消します";
}
