//! What verbs tell by the way: what they are doing, what came of it, what they ask; and the farewell of the dashboard.

texts! {
    // what takes a while
    looking_for_device: "looking for the device", "デバイスを探しています";
    looking_for_mapping: "looking for the mapping", "マッピングを探しています";
    listing_devices: "listing devices", "デバイスの一覧を取得しています";
    listing_mappings: "listing mappings", "マッピングの一覧を取得しています";
    listing_sessions: "listing sessions", "セッションの一覧を取得しています";
    reading_audit: "reading the audit log", "監査ログを読んでいます";
    opening: "opening access", "アクセスを開いています";
    opening_replacement: "opening the replacement", "置き換えのマッピングを開いています";
    first_account(name, others):
        "this is the account {name}; --profile chooses another: {others}",
        "アカウント {name} を使います。ほかのアカウントは --profile で選べます: {others}";
    ran_out(endpoint): "{endpoint} has run out", "{endpoint} は期限切れで終了しました";
    not_online(device):
        "{device} is not online: the mapping may not reach it",
        "{device} はオンラインではありません。マッピングが届かないことがあります";
    making_url: "making the streaming URL", "ストリーミング URL を作っています";
    revoking: "revoking", "取り消しています";
    waiting_for_browser: "waiting for the browser", "ブラウザを待っています";
    so_long(what, seconds): "{what} ({seconds} s)", "{what} ({seconds} 秒)";
    rate_limit(seconds): "SORACOM's rate limit: waiting {seconds} s", "SORACOM のレート制限のため、{seconds} 秒待っています";

    // failures, and what is still open
    still_open(endpoint): "still open: {endpoint}", "開いたままです: {endpoint}";
    see_help: "see naptop --help", "naptop --help を見てください";
    stdout_failed(error): "cannot write to stdout: {error}", "標準出力に書き込めません: {error}";
    check_output: "check where the output goes", "出力先を確認してください";
    nobody_to_ask: "this wants a yes, and there is no terminal to ask on", "確認が必要ですが、確認できる端末がありません";
    add_yes: "add --yes if you mean it", "よければ --yes を付けてください";

    // devices and mappings by their names
    no_device(word): "no device is called {word:?}", "{word:?} というデバイスはありません";
    see_devices: "see `naptop devices`", "`naptop devices` で確認してください";
    meant(near): "did you mean {near}? Give the whole name, the SIM ID or the IMSI", "{near} のことですか? 名前全体か、SIM ID か、IMSI で指定してください";
    several_devices(count, word, list): "{count} devices are called {word:?}: {list}", "{word:?} というデバイスが {count} 台あります: {list}";
    which_device: "give the SIM ID or the IMSI of the one you mean", "SIM ID か IMSI で指定してください";
    device(label, sim_id): "{label} (SIM {sim_id})", "{label} (SIM {sim_id})";
    device_with_imsi(label, sim_id, imsi): "{label} (SIM {sim_id}, IMSI {imsi})", "{label} (SIM {sim_id}、IMSI {imsi})";
    names_no_device(endpoint): "{endpoint} names no device", "{endpoint} にデバイスの情報がありません";
    no_url_without_device(endpoint):
        "{endpoint} names no device, so no streaming URL can be made for it",
        "{endpoint} にデバイスの情報がないため、ストリーミング URL を作れません";
    open_anew: "open access to the device anew", "デバイスへのアクセスを開き直してください";
    no_imsi(imsi): "no device has the IMSI {imsi}", "IMSI {imsi} のデバイスはありません";
    unnamed_devices(why): "some devices are shown by id: {why}", "一部のデバイスは ID で表示します: {why}";
    uncounted(why): "mappings are not counted: {why}", "マッピング数は表示しません: {why}";
    no_mapping_at(endpoint): "no mapping is open at {endpoint}", "{endpoint} に開いているマッピングはありません";
    see_mappings: "see `naptop mappings`", "`naptop mappings` で確認してください";
    several_mappings(device, count, list): "{device} has {count} mappings: {list}", "{device} にはマッピングが {count} 件あります: {list}";
    which_mapping: "give HOST:PORT of the one you mean", "HOST:PORT で指定してください";
    finish_or_revoke(endpoint):
        "  `naptop url {endpoint}` finishes it, `naptop revoke {endpoint}` takes it away",
        "  `naptop url {endpoint}` で続きを行い、`naptop revoke {endpoint}` で取り消します";
    finish_revoking(endpoint): "  `naptop revoke {endpoint}` finishes it", "  `naptop revoke {endpoint}` で取り消しを終えます";

    // opening and handing over
    open(device, port, endpoint, left, sources):
        "{device} port {port} is open at {endpoint} for {left}, from {sources}",
        "{device} のポート {port} を {endpoint} で開きました (残り {left}、接続元 {sources})";
    open_already(device, port, endpoint, left, sources):
        "{device} port {port} is already open at {endpoint} for {left}, from {sources}",
        "{device} のポート {port} はすでに {endpoint} で開いています (残り {left}、接続元 {sources})";
    held_though_reused:
        "it was open before, and is revoked at the end all the same; --new opens one of its own",
        "以前から開いていたものですが、終了時に取り消します。別に開くには --new を付けてください";
    names_nothing: "an empty text names no device", "空の文字列ではデバイスを特定できません";
    url_opens_for(left): "the URL can be opened for {left}", "この URL は {left} のあいだ開けます";
    folder_of_yours: "name a file in a folder that exists and is yours", "自分の、存在するフォルダのファイルを指定してください";
    leads_to(path, endpoint): "{path} leads to {endpoint}", "{path} で {endpoint} に接続できます";
    the_endpoint: "the endpoint", "接続先";
    browser_did_not_come(seconds): "the browser did not come for the URL within {seconds} s", "ブラウザが {seconds} 秒以内に URL を開きませんでした";
    no_browser(why): "no browser was opened: {why}", "ブラウザを開けませんでした: {why}";
    held_all_the_same(failure, endpoint): "{failure}; holding {endpoint} all the same", "{failure}。{endpoint} は開いたままにします";
    no_stack_and_fleet: "no AppStream stack and fleet are set (NAPTOP_STACK, NAPTOP_FLEET)", "AppStream のスタックとフリートが設定されていません (NAPTOP_STACK、NAPTOP_FLEET)";
    no_stack: "no AppStream stack is set (NAPTOP_STACK)", "AppStream のスタックが設定されていません (NAPTOP_STACK)";
    no_fleet: "no AppStream fleet is set (NAPTOP_FLEET)", "AppStream のフリートが設定されていません (NAPTOP_FLEET)";
    init_or_no_url:
        "run `naptop config init`, or set them; --no-url opens the mapping alone",
        "`naptop config init` を実行するか、設定してください。--no-url ならマッピングだけを開きます";
    set_or_init: "set them, or run `naptop config init`", "設定するか、`naptop config init` を実行してください";
    give_application: "give it an application in its [[app]]", "[[app]] に application を書いてください";

    // programs
    interrupted: "interrupted", "中断されました";
    ended(app, how): "{app} has ended: {how}", "{app} が終了しました: {how}";
    is_with(app, whom): "{app} is with {whom}", "{app} は{whom}に渡りました";
    stays_open(endpoint): "{endpoint} stays open", "{endpoint} は開いたままです";

    // holding, extending, revoking
    held(left): "{left} left; Ctrl-C revokes", "残り {left}、Ctrl-C で取り消します";
    still_revoking: "still revoking; Ctrl-C gives up and leaves it open", "取り消しを続けています。Ctrl-C でやめ、開いたままにします";
    still_ending_sessions:
        "the mapping is revoked, its AppStream sessions are still being ended; Ctrl-C gives up",
        "マッピングは取り消しました。AppStream セッションの終了を続けています。Ctrl-C でやめます";
    ending_given_up(endpoint):
        "gave up ending the AppStream sessions of {endpoint}",
        "{endpoint} の AppStream セッションの終了をやめました";
    run_sweep: "run `naptop revoke --expired`", "`naptop revoke --expired` を実行してください";
    revoking_given_up(endpoint): "gave up revoking {endpoint}", "{endpoint} の取り消しをやめました";
    sessions_not_ended_yet(why, seconds):
        "revoked, but AppStream sessions may go on: {why}; trying again in {seconds} s, Ctrl-C gives up",
        "取り消しましたが、AppStream セッションが続いている可能性があります: {why}。{seconds} 秒後に再試行します。Ctrl-C でやめます";
    not_revoked_yet(why, seconds):
        "not revoked yet: {why}; trying again in {seconds} s, Ctrl-C gives up",
        "まだ取り消せていません: {why}。{seconds} 秒後に再試行します。Ctrl-C でやめます";
    longer_before(endpoint, duration): "{endpoint} would have lasted longer than {duration}", "{endpoint} の残り時間は {duration} より長いものでした";
    endpoint_changes(new, old): "the endpoint changes: {new} instead of {old}", "接続先が変わります: {old} から {new}";
    revoked(endpoint): "revoked {endpoint}", "{endpoint} を取り消しました";
    ended_session(session): "ended AppStream session {session}", "AppStream セッション {session} を終了しました";
    nothing_to_revoke: "nothing to revoke", "取り消すものはありません";
    revoke_all(count): "Revoke these {count} accesses, whoever opened them?", "これら {count} 件のアクセスを、誰が開いたものでも取り消しますか?";
    orphans_unseen: "orphaned sessions could not be looked for", "孤立セッションを確認できませんでした";
    not_listable: "the mapping may not be listed", "マッピングの一覧を見る権限がありません";
    unjoined(why):
        "not joined with mappings, so none is called an orphan: {why}",
        "マッピングと照合できないため、孤立かどうかはわかりません: {why}";

    // the audit log and probes
    longer_than_log(span): "{span} is longer than there is a log", "{span} は監査ログより長い期間です";
    no_imsi_for_audit(device): "{device} has no IMSI, and the audit log goes by IMSI", "{device} には IMSI がなく、監査ログは IMSI ごとです";
    is_online(device): "{device}: SORACOM says that it is online", "{device}: SORACOM によるとオンラインです";
    is_not_online(device): "{device}: SORACOM says that it is not online", "{device}: SORACOM によるとオンラインではありません";
    port(number): "port {number}", "ポート {number}";
    answers(what, detail): "{what}: answers ({detail})", "{what}: 応答あり ({detail})";
    no_answer(what, detail): "{what}: NO ANSWER ({detail})", "{what}: 応答なし ({detail})";
    answer_unknown(what, detail): "{what}: cannot be told ({detail})", "{what}: 確認できません ({detail})";

    // the dashboard, before and after
    needs_terminal: "the dashboard needs a terminal for both input and output", "ダッシュボードの入出力には端末が必要です";
    run_in_terminal: "run it in a terminal, or use `naptop mappings --json` in scripts", "端末で実行するか、スクリプトでは `naptop mappings --json` を使ってください";
    no_simulator(error): "the simulator cannot start: {error}", "シミュレーターを起動できません: {error}";
    simulator_deaf(address, error): "the simulator cannot listen on {address}: {error}", "シミュレーターが {address} で待ち受けできません: {error}";
    free_port: "choose a free loopback port", "空いているループバックのポートを指定してください";
    stays_open_for(device, endpoint, left): "still open: {device} at {endpoint} ({left})", "開いたままです: {device}、{endpoint} ({left})";
    stays_open_until(device, endpoint, time, left): "still open: {device} at {endpoint} until {time} ({left})", "開いたままです: {device}、{endpoint}、{time} まで ({left})";
    may_be_open(endpoint): "may still be open: {endpoint}", "開いたままの可能性があります: {endpoint}";
    seeing_through:
        "waiting for what is under way; what was being opened is taken back",
        "実行中の操作を待っています。開いている途中のものは取り消します";
    left_under_way:
        "left while something was under way: look at `naptop mappings`",
        "実行中の操作を残して終了しました。`naptop mappings` で確認してください";
    to_revoke(naptop, endpoints): "to revoke: {naptop} revoke {endpoints}", "取り消すには: {naptop} revoke {endpoints}";
}
