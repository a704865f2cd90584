//! Why a command cannot be run now.

texts! {
    read_only:
        "read-only: started with --read-only, so nothing can be changed",
        "読み取り専用です (--read-only で起動)。変更はできません";
    log_cannot_be_revoked(access, revoke):
        "a log cannot be revoked; {access} shows what is open, and {revoke} there revokes it",
        "監査ログは取り消せません。{access} で「アクセス」に移り、{revoke} で取り消してください";
    being_probed(label): "{label} is being probed", "{label} の応答を確認しています";
    one_account:
        "one account is shown; another [[account]] in config.toml would be the next",
        "アカウントは 1 つだけです。config.toml に [[account]] を加えると切り替えられます";
    sweeping: "a sweep is under way already", "すでに一掃しています";
    marks_of_a_log: "there is nothing to do to marked entries of a log", "監査ログの記録は選択できません";
    still_filtering:
        "the filter has not looked at all devices yet; try again in a moment",
        "まだ絞り込みの途中です。少し待ってからやり直してください";
    no_row_to_mark: "there is no row to mark", "選択できる行がありません";
    nothing_to_write: "there is nothing to write: Access shows no row", "書き出すものがありません。「アクセス」に行がありません";
    zoomed(zoom): "one pane has the screen alone; {zoom} shows both", "1 つのペインだけを表示しています。{zoom} で両方を表示します";
    too_many_marked(marked, most):
        "{marked} devices are marked, and at most {most} are opened at once: unmark some, or raise access.bulk_limit \
         (NAPTOP_BULK_LIMIT)",
        "{marked} 台が選択されていますが、一度に開けるのは {most} 台までです。選択を減らすか、access.bulk_limit \
         (NAPTOP_BULK_LIMIT) を上げてください";
    opening_many(progress, clear):
        "opening {progress}: wait for these, or cancel with {clear}",
        "アクセスを開いている途中です ({progress})。終わるのを待つか、{clear} で中止してください";
    no_device_yet: "no device is listed yet", "デバイスがまだ一覧にありません";
    no_device_chosen(down, up): "no device is chosen; choose one with {down} or {up}", "{down} か {up} でデバイスを選んでください";
    no_row_chosen(down, up): "no row is chosen; choose one with {down} or {up}", "{down} か {up} で行を選んでください";
    shown_is_unlisted:
        "what is shown here is not among the rows any more: it is gone, or the filter hides it",
        "ここに表示しているものは、なくなったか、絞り込みで隠れているため、一覧にありません";
    device_of_mapping_unlisted: "the device of this mapping is not listed", "このマッピングのデバイスは一覧にありません";
    device_of_session_unknown:
        "it is not known to which device this session leads",
        "このセッションがどのデバイスのものか分かりません";
    device_of_entry_unlisted: "the device of this entry is not listed", "この記録のデバイスは一覧にありません";
    session_has_ended: "this session has ended already", "このセッションはすでに終了しています";
    leaving: "naptop is leaving: nothing more is opened", "終了の途中です。新しくは開きません";
    sessions_unknown: "which AppStream sessions there are is not known yet", "AppStream セッションの有無はまだわかりません";
    no_session: "there is no AppStream session", "AppStream セッションはありません";
    nothing_in_the_log: "nothing is in the log", "監査ログに記録がありません";
    nothing_open_to(label): "nothing is open to {label}", "{label} に開いているアクセスはありません";
    nothing_open_to_yet(label, open):
        "nothing is open to {label}; {open} opens it",
        "{label} に開いているアクセスはありません。{open} で開きます";
    nothing_open_to_these: "nothing is open to these devices", "これらのデバイスに開いているアクセスはありません";
    has_expired(endpoint, open):
        "{endpoint} has expired; {open} opens access anew",
        "{endpoint} は期限切れです。{open} で新しく開きます";
    no_mapping_open(who): "no mapping is open for the session of {who}", "{who} のセッションのマッピングは開いていません";
    no_mapping_listed(who): "no mapping is listed for the session of {who}", "{who} のセッションのマッピングは一覧にありません";
    no_app_has_a_command:
        "no app has a command; an [[app]] in config.toml says what to start",
        "コマンドのあるアプリがありません。config.toml の [[app]] で指定してください";
    app_has_no_command(app):
        "{app} has no command; its [[app]] in config.toml may say one",
        "{app} にはコマンドがありません。config.toml の [[app]] で指定できます";
    no_app_has_port(port):
        "no app has port {port}; an [[app]] in config.toml says what to start",
        "ポート {port} のアプリがありません。config.toml の [[app]] で指定してください";
    several_open(label, count):
        "{label} has {count} mappings open; choose one in Access",
        "{label} には {count} 件のマッピングが開いています。「アクセス」で選んでください";
    link_being_made(endpoint): "a streaming URL for {endpoint} is being made", "{endpoint} のストリーミング URL を作っています";
    being_extended(endpoint): "{endpoint} is being extended", "{endpoint} を延長しています";
    being_revoked(endpoint): "{endpoint} is being revoked", "{endpoint} を取り消しています";
    extended_already: "it is being extended already", "すでに延長しています";
    revoked_already: "it is being revoked already", "すでに取り消しています";
    means_nothing(chord, help): "{chord} means nothing here; {help} shows the keys", "{chord} は割り当てがありません。{help} でキー一覧を表示します";
}
