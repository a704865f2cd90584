//! What is asked before something is taken away, opened again or to many: titles, notes, and what y and n mean.

texts! {
    revoke_this: "Revoke this access?", "このアクセスを取り消しますか?";
    revoke_these(count): "Revoke these {count} accesses?", "これら {count} 件のアクセスを取り消しますか?";
    sessions_go_too:
        "The mapping and its AppStream sessions go, whoever opened them.",
        "開いた人に関わらず、マッピングと AppStream セッションがなくなります。";
    their_sessions_go_too:
        "The mappings and their AppStream sessions go, whoever opened them.",
        "開いた人に関わらず、マッピングと AppStream セッションがなくなります。";
    sweep(what): "Sweep {what}?", "{what}を一掃しますか?";
    one_expired: "1 expired mapping", "期限切れマッピング 1 件";
    many_expired(count): "{count} expired mappings", "期限切れマッピング {count} 件";
    one_orphan: "1 orphaned session", "孤立セッション 1 件";
    many_orphans(count): "{count} orphaned sessions", "孤立セッション {count} 件";
    both(one, other): "{one} and {other}", "{one}と{other}";
    end_this: "End this AppStream session?", "この AppStream セッションを終了しますか?";
    end_these(count): "End these {count} AppStream sessions?", "これら {count} 件の AppStream セッションを終了しますか?";
    thrown_out:
        "Whoever is in it is thrown out, and its instance goes; another takes minutes to come.",
        "使用中の人は切断され、インスタンスもなくなります。次のインスタンスの用意には数分かかります。";
    mapping_stays(revoke):
        "The mapping stays open: {revoke} in Access takes away both.",
        "マッピングは開いたままです。両方なくすには「アクセス」で {revoke} を押してください。";
    leave: "Revoke what you opened before leaving?", "終了する前に、開いたアクセスを取り消しますか?";
    leave_account(account): "Revoke what you opened in {account} before leaving?", "終了する前に、{account} で開いたアクセスを取り消しますか?";
    leave_means: "y revokes, n leaves it open, Esc stays here", "y で取り消し、n で開いたまま終了、Esc で終了をやめます";
    reopen: "Open the same access again?", "同じアクセスを開き直しますか?";
    open_one_marked: "Open access to 1 marked device?", "選択した 1 台へのアクセスを開きますか?";
    open_these(count): "Open access to these {count} devices?", "これら {count} 台へのアクセスを開きますか?";

    port_for_from(port, duration, from): "port {port} for {duration}, from {from}", "ポート {port}、期間 {duration}、接続元 {from}";
    address_of_this_machine: "the address of this machine alone", "このマシンのアドレスのみ";
    reason(reason): "reason: {reason}", "理由: {reason}";
    all_paid: "Napter is already paid for all of these SIMs this month", "すべての SIM で今月の Napter 料金は発生済みです";
    one_unpaid:
        "fees: the first mapping this month of 1 of these SIMs; it starts a monthly fee",
        "料金: 今月最初のマッピングとなる SIM が 1 枚あり、月額料金が発生します";
    many_unpaid(count):
        "fees: the first mapping this month of {count} of these SIMs; each starts a monthly fee",
        "料金: 今月最初のマッピングとなる SIM が {count} 枚あり、それぞれ月額料金が発生します";
    offline_skipped(count, open):
        "{count} offline: skipped; without marks, {open} opens access to one all the same",
        "オフラインの {count} 台は除きます。選択を外せば {open} で 1 台ずつ開けます";

    revoke: "revoke", "取り消す";
    keep: "keep", "残す";
    do_sweep: "sweep", "一掃する";
    leave_all: "leave all as it is", "そのままにする";
    end: "end", "終了する";
    let_it_go_on: "let it go on", "続ける";
    revoke_and_leave: "revoke and leave", "取り消して終了";
    leave_it_open: "leave it open", "開いたまま終了";
    open_all: "open all", "すべて開く";
    open_none: "open none", "開かない";
    open: "open", "開く";
    leave_it_closed: "leave it closed", "開かない";
    stay: "stay", "戻る";

    below(below): "{below} more", "下に {below} 件";
    above(above): "{above} above", "上に {above} 件";
    above_and_below(above, below): "{above} above, {below} more", "上に {above} 件、下に {below} 件";
    more_scrolls(more, down, up): "and {more}: {down} and {up} scroll", "{more}あります。{down}/{up} でスクロールします";
    started(ago): "started {ago}", "開始 {ago}";
    session_of(who): "session of {who}", "{who} のセッション";
    port(port): "port {port}", "ポート {port}";
    fee_is_paid: "fee is paid", "料金発生済み";
    starts_a_fee: "starts a fee", "料金が発生";
    skipped: "skipped", "対象外";
}
