//! What is said by the doctor of SORACOM, of this machine, and of what could not be looked at.

texts! {
    // what is looked at; scripts know it by its English name
    sign_in: "SORACOM sign-in", "SORACOM サインイン";
    coverage: "SORACOM coverage", "SORACOM カバレッジ";
    permissions: "SORACOM permissions", "SORACOM の権限";
    identity: "AWS identity", "AWS の署名者";
    region: "AWS region", "AWS リージョン";
    stack: "AppStream stack", "AppStream スタック";
    fleet: "AppStream fleet", "AppStream フリート";
    association: "fleet association", "フリートの関連付け";
    fleet_state: "fleet state", "フリートの状態";
    fleet_errors: "fleet errors", "フリートのエラー";
    fleet_capacity: "fleet capacity", "フリートの空き";
    application: "application", "アプリケーション";
    private_subnets: "private subnets", "プライベートサブネット";
    default_internet: "default internet access", "既定のインターネット接続";
    source_ranges: "source ranges", "接続元の範囲";
    session_length: "session length", "セッションの長さ";
    sessions_per_instance: "sessions per instance", "インスタンスごとのセッション数";
    clock_skew: "clock skew", "時計のずれ";
    terminal: "terminal", "端末";
    colours: "colours", "色";
    clipboard: "clipboard", "クリップボード";
    browser: "browser", "ブラウザ";

    // all in all
    summary(ok, broken, unknown): "{ok} ok, {broken} broken, {unknown} unknown", "正常 {ok}、異常 {broken}、不明 {unknown}";

    // what could not be looked at
    nothing_configured: "nothing is configured", "設定されていません";
    set_it: "set it in config.toml or the environment", "config.toml か環境変数で設定してください";
    comes_first(first): "not looked at: \"{first}\" comes first, and is not ok", "未確認: 先に「{first}」が正常になる必要があります";
    mend_first(first): "mend \"{first}\" first", "先に「{first}」を直してください";
    no_answer_in_time(seconds): "no answer in time ({seconds} s)", "時間内に応答がありません ({seconds} 秒)";

    // SORACOM
    sam_user(user): "SAM user {user}", "SAM ユーザー {user}";
    root_user: "the root user", "ルートユーザー";
    signed_in(user, operator): "signed in as {user} of {operator}", "サインインしました ({operator}、{user})";
    with_sims(coverage, endpoint): "{coverage} ({endpoint}), and there are SIMs", "{coverage} ({endpoint})、SIM があります";
    without_sims(coverage, endpoint): "{coverage} ({endpoint}), but there is no SIM here", "{coverage} ({endpoint})、SIM がありません";
    other_coverage:
        "is it the other coverage? SORACOM_COVERAGE_TYPE is jp (Japan) or g (Global)",
        "もう一方のカバレッジではありませんか? SORACOM_COVERAGE_TYPE は jp (日本) か g (グローバル) です";
    sims_unknown(coverage, endpoint, why): "{coverage} ({endpoint}); whether there are SIMs: {why}", "{coverage} ({endpoint})、SIM の有無: {why}";
    add_permissions(refused):
        "add {refused} to the SAM user's permissions, then sign in again: permissions are fixed at sign-in",
        "SAM ユーザーの権限に {refused} を加え、サインインし直してください (権限はサインイン時に決まります)";
    refused(refused): "refused: {refused}", "拒否: {refused}";
    root_may_all: "the root user may do everything", "ルートユーザーはすべて許可されています";
    may(user, allowed): "{user} may {allowed}", "{user} に許可: {allowed}";
    and_not_tried(told, permission, why): "{told}; {permission} was not tried: {why}", "{told}。{permission} は試していません: {why}";
    and_only_when_used(told, permissions): "{told}; {permissions} show only when they are used", "{told}。{permissions} は使うまでわかりません";
    look_at_permissions:
        "look at the SAM user's permissions, or open and revoke an access once",
        "SAM ユーザーの権限を確認するか、一度アクセスを開いて取り消してみてください";
    no_device: "no device is known", "デバイスがありません";
    no_named_device: "no device with a name is known", "名前のあるデバイスがありません";
    no_imsi: "no device with an IMSI is known", "IMSI のあるデバイスがありません";

    // the clock
    turn_on_ntp: "turn on NTP on this machine", "このマシンの NTP を有効にしてください";
    turn_on_ntp_in_time:
        "turn on NTP on this machine: beyond 5 minutes AWS refuses its signatures",
        "このマシンの NTP を有効にしてください。5 分を超えると AWS が署名を拒否します";
    hear_soracom_first:
        "get an answer from SORACOM first: it carries the service's time",
        "先に SORACOM から応答を得てください。応答に時刻が入っています";
    not_measured: "not measured: no answer told the time", "未測定: 時刻のわかる応答がありません";
    no_skew: "less than a second", "1 秒未満";
    behind(amount): "this machine is {amount} behind SORACOM", "このマシンは SORACOM より {amount} 遅れています";
    ahead(amount): "this machine is {amount} ahead of SORACOM", "このマシンは SORACOM より {amount} 進んでいます";
    and_refused(told): "{told}; AWS refuses signatures that are 5 minutes off", "{told}。5 分ずれると AWS が署名を拒否します";

    // the terminal
    run_there: "run naptop doctor in the terminal that you will use", "実際に使う端末で naptop doctor を実行してください";
    no_terminal: "the output is not a terminal", "出力先が端末ではありません";
    undrawn_without_term: "TERM is not set: the dashboard cannot be drawn", "TERM が設定されていないため、ダッシュボードを描けません";
    undrawn_on_dumb: "TERM=dumb: the dashboard cannot be drawn", "TERM=dumb のため、ダッシュボードを描けません";
    set_term: "set TERM to what the terminal is, e.g. xterm-256color", "TERM を端末に合わせて設定してください (例: xterm-256color)";
    unknown_size(term): "{term}, of unknown size", "{term}、大きさ不明";
    size(term, columns, rows): "{term}, {columns}x{rows}", "{term}、{columns}x{rows}";
    too_small(told): "{told}: too small", "{told}: 小さすぎます";
    enlarge: "make it 80x24 or larger", "80x24 以上に広げてください";
    one_pane(columns, rows):
        "below {columns}x{rows} one pane is shown at a time",
        "{columns}x{rows} 未満ではペインを 1 つずつ表示します";
    no_colour_wanted: "none: NO_COLOR is set", "なし: NO_COLOR が設定されています";
    no_term: "TERM is not set", "TERM が設定されていません";
    colourless(term): "TERM={term} shows none", "TERM={term} は色を表示しません";
    leave_colours_out: "--color never, or NO_COLOR=1, leaves them out", "--color never か NO_COLOR=1 で色を使わなくなります";
    millions(colorterm): "yes; the terminal shows 16 million (COLORTERM={colorterm})", "あり: 端末は 1600 万色を表示します (COLORTERM={colorterm})";
    hundreds(term): "yes; the terminal shows 256 (TERM={term})", "あり: 端末は 256 色を表示します (TERM={term})";
    sixteen(term): "yes; the terminal shows 16, as far as it says (TERM={term})", "あり: 端末は少なくとも 16 色を表示します (TERM={term})";

    // clipboard and browser
    url_shown: "the URL is shown instead", "代わりに URL を表示します";
    no_desktop:
        "clipboard = \"native\" is configured, and there is no desktop here",
        "clipboard = \"native\" に設定されていますが、デスクトップがありません";
    set_auto: "set clipboard = \"auto\" in config.toml", "config.toml で clipboard = \"auto\" にしてください";
    far_desktop: "the desktop's at this end of SSH, as configured", "設定どおり、SSH のこちら側のデスクトップ";
    set_auto_for_own: "set clipboard = \"auto\" to copy to your own machine", "手元のマシンにコピーするには clipboard = \"auto\" にしてください";
    this_desktop: "this desktop's", "このデスクトップ";
    no_osc52(term):
        "clipboard = \"osc52\" is configured, and this terminal takes none (TERM={term})",
        "clipboard = \"osc52\" に設定されていますが、この端末は対応していません (TERM={term})";
    set_auto_or_other: "set clipboard = \"auto\" in config.toml, or use another terminal", "config.toml で clipboard = \"auto\" にするか、別の端末を使ってください";
    by_osc52: "the terminal's, by OSC 52", "端末 (OSC 52)";
    some_ask: "whether the terminal takes it cannot be known; some ask first", "端末が受け付けるかどうかはわかりません。確認を求める端末もあります";
    by_tmux: "tmux's buffer, and the terminal's by OSC 52", "tmux のバッファと、端末 (OSC 52)";
    set_clipboard_on: "tmux passes it on if set-clipboard is on", "tmux の set-clipboard が on なら端末に渡ります";
    no_browser: "none here", "なし";
    open_elsewhere: "the URL is shown; open it elsewhere", "URL を表示するので、別の場所で開いてください";
}
