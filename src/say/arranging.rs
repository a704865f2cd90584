//! What is said of rows and panes: marked, sorted, written to a file, arranged.

texts! {
    marked(count): "marked {count}", "{count} 件を選択しました";
    unmarked(count): "unmarked {count}", "{count} 件の選択を外しました";
    and_in_all(told, all): "{told}; {all} are marked in all", "{told}。選択は全部で {all} 件です";
    sorted_by(column): "sorted by {column}", "「{column}」で並べ替えました";
    sorted_by_reversed(column): "sorted by {column}, reversed", "「{column}」の逆順に並べ替えました";
    written_to(path): "written to {path}", "{path} に書き出しました";
    by_their_rows: "the panes share the screen by their rows", "ペインの広さを行数に応じて配分します";
    lower_pane_gets(percent): "the lower pane gets {percent} % of the screen", "下のペインを画面の {percent} % にしました";
    head:
        "How naptop's panes were arranged when it ended. It is written anew each time.",
        "naptop を終了したときのペインの配置です。毎回書き直されます。";
    column_stays:
        "this column stays: without it no row could be told from another",
        "この列は外せません。行の区別がつかなくなります";
}
