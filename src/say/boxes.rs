//! What stands at the edges of boxes: their titles, what their keys do, what does not fit; and how filters are written.

texts! {
    keep: "keep", "確定";
    move_cursor: "move", "移動";
    close: "close", "閉じる";
    cancel: "cancel", "やめる";
    search: "search", "検索";
    typing: "type", "文字入力";
    run: "run", "実行";
    scroll: "scroll", "スクロール";
    choose: "choose", "選ぶ";
    next_field: "next field", "次の項目";
    show_or_leave_out: "show or leave out", "表示を切り替え";
    longer_shorter: "longer, shorter", "期間を増減";

    every_command: "Help: every command", "ヘルプ: コマンド一覧";
    no_such_command: "no command is called that", "一致するコマンドがありません";
    not_now(help, reason): "{help}: not now, {reason}", "{help} (今はできません: {reason})";
    columns_of(pane): "Columns of {pane}", "「{pane}」の列";
    always: "[always]", "[固定]";
    shown: "[shown]", "[表示]";
    left_out: "[      ]", "[    ]";
    messages(all): "Messages of this run: {all}", "起動してからのメッセージ: {all}";
    messages_from(all, first): "Messages of this run: {all}, from {first} on", "起動してからのメッセージ: {all} ({first} 件目から)";
    times(text, times): "{text} ({times} times)", "{text} ({times} 回)";
    nothing_said: "nothing was said yet", "まだメッセージはありません";
    text: "Text", "テキスト";
    streaming_url: "Streaming URL", "ストリーミング URL";
    until(clock): "can be opened until {clock}", "{clock} まで開けます";
    does_not_fit: "… it does not fit; enlarge the terminal", "… 入りきりません。端末を広げてください";
    more_lines(lines): "… and {lines} more lines", "… 他 {lines} 行";

    filter_devices:
        "words, col:value, !not; columns: name group imsi sim ip status online subscription module tag service",
        "語句、col:value、!除外。列: name group imsi sim ip status online subscription module tag service";
    filter_access:
        "words, col:value, !not; columns: device endpoint hostname port source by reason state sim imsi",
        "語句、col:value、!除外。列: device endpoint hostname port source by reason state sim imsi";
    filter_sessions:
        "words, col:value, !not; columns: device user state endpoint sim id",
        "語句、col:value、!除外。列: device user state endpoint sim id";
    filter_audit:
        "words, col:value, !not; columns: what device from to means by reason imsi sim connection",
        "語句、col:value、!除外。列: what device from to means by reason imsi sim connection";
}
