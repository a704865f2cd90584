//! What the first line says of the services and of the dashboard itself, and what is said where there is no room for it.

texts! {
    leaving: "LEAVING", "終了中";
    demo: "DEMO", "デモ";
    masked: "MASKED", "伏せ字";
    read_only: "READ-ONLY", "読み取り専用";
    paused: "PAUSED", "更新停止中";
    no_appstream: "no AppStream", "AppStream なし";
    few_calls_left(left, limit):
        "{left} of {limit} calls a minute left: refreshing less often",
        "API 呼び出しの残り {left}/{limit} 回 (毎分)。更新間隔を延ばしています";
    rate_limit(clock): "rate limit: waiting until {clock}", "レート制限: {clock} まで待機";
    data_is_old: "data is old", "古い情報";
    minutes_old(minutes): "data {minutes}m old", "{minutes}分前の情報";
    hours_old(hours): "data {hours}h old", "{hours}時間前の情報";
    soracom_ok: "SORACOM ok", "SORACOM 正常";
    fleet(words): "fleet {words}", "フリート {words}";

    auth: "auth", "認証";
    forbidden: "forbidden", "権限なし";
    missing: "missing", "見つかりません";
    conflict: "conflict", "競合";
    rate: "rate", "レート制限";
    offline: "offline", "接続不可";
    timeout: "timeout", "タイムアウト";
    invalid: "invalid", "不正な要求";
    unexpected: "unexpected", "想定外の応答";

    too_small(width, height, columns, rows):
        "terminal too small ({width}x{height}); at least {columns}x{rows}",
        "端末が小さすぎます ({width}x{height})。{columns}x{rows} 以上必要です";
    title_counts_down(label, left): "naptop: {label} {left} left", "naptop: {label} 残り {left}";
}
