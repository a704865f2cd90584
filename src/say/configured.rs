//! What is said of what is configured: files, environment, accounts, apps, keymap and themes.

texts! {
    // files
    correct_path:
        "correct --config or NAPTOP_CONFIG; naptop config init writes a file to start from",
        "--config か NAPTOP_CONFIG を修正してください。naptop config init で新しいファイルを作れます";
    unknown_key(key, meant): "unknown key {key:?}{meant}", "{key:?} というキーはありません{meant}";
    known_keys(known): "the keys here are {known}", "ここで使えるキー: {known}";
    quote_texts:
        "texts, durations too, go in quotes; naptop config init shows how each key is written",
        "文字列と期間は引用符で囲んでください。naptop config init の作るファイルに各キーの書き方があります";
    unread(path, error): "cannot read {path}: {error}", "{path} を読めません: {error}";
    correct_name:
        "correct the name, or leave it out; naptop config path says where the files belong",
        "名前を修正するか、指定を外してください。ファイルの場所は naptop config path でわかります";
    name_and_value:
        "write NAME = \"VALUE\", or NAME = [\"VALUE\", \"VALUE\"]",
        "NAME = \"VALUE\" か NAME = [\"VALUE\", \"VALUE\"] の形で書いてください";
    wants_texts(name): "{name} wants a text in quotes, or a list of them", "{name} には、引用符で囲んだ文字列か、そのリストを書いてください";
    one_value(name): "{name} takes one value", "{name} に書ける値は 1 つです";
    unwritten(path, error): "cannot write {path}: {error}", "{path} に書き込めません: {error}";
    nothing_changed:
        "check the folder's owner, mode and free space; nothing was changed",
        "フォルダの所有者、モード、空き容量を確認してください。何も変更していません";
    view_unwritten(path, error):
        "cannot remember how the panes are arranged in {path}: {error}",
        "画面の配置を {path} に保存できません: {error}";
    check_folder: "check the folder's owner, mode and free space", "フォルダの所有者、モード、空き容量を確認してください";
    no_home:
        "there is no home directory to look for SORACOM profiles in",
        "SORACOM プロファイルを探すホームディレクトリがありません";
    set_profile_dir: "set SORACOM_PROFILE_DIR", "SORACOM_PROFILE_DIR を設定してください";

    // values
    shorter_than_a_second: "it cannot be shorter than a second", "1 秒より短くできません";
    such_as(example): "write e.g. {example}", "{example} のように書いてください";
    no_count: "it is not a number of at least 1", "1 以上の数ではありません";
    neither_yes_nor_no: "it is neither yes nor no", "真偽値ではありません";
    true_or_false: "write true or false", "true か false で指定してください";
    empty: "it is empty", "空です";
    write_something: "write something, or leave the key out", "何か書くか、キーごと外してください";
    no_address: "it is not a web address", "Web アドレスではありません";
    scheme_and_host: "write scheme and host, e.g. https://api.soracom.io", "https://api.soracom.io のように、スキームとホストを書いてください";
    no_url_for(span): "a streaming URL cannot be valid for {span}", "ストリーミング URL の有効期間を {span} にはできません";
    up_to_seven_days: "choose from 1s to 7d, e.g. 10m", "1s から 7d の間で指定してください (例: 10m)";
    no_theme_name: "it is not the name of a theme", "テーマの名前ではありません";
    theme_names: "write letters, digits, - and _, e.g. night", "文字、数字、- と _ で書いてください (例: night)";
    no_theme(name, meant): "ui.theme: there is no theme {name:?}{meant}", "ui.theme: {name:?} というテーマはありません{meant}";
    themes(known, folder): "write one of {known}, or NAME for {folder}/NAME.toml", "{known} のいずれかか、{folder}/NAME.toml の NAME で指定してください";

    // accounts
    half_set(given, missing): "{given} is set, but {missing} is not", "{given} は設定されていますが、{missing} がありません";
    set_both(given): "set both, or unset {given}", "両方を設定するか、{given} を外してください";
    same_account(name): "two accounts are named {name:?}", "{name:?} という名前のアカウントが 2 つあります";
    name_accounts: "give each [[account]] a name of its own", "[[account]] ごとに別の名前を付けてください";
    no_account: "no account is configured", "アカウントが設定されていません";
    no_credentials: "nothing is configured: there are no SORACOM credentials", "設定がありません: SORACOM の認証情報がありません";
    what_to_set(path):
        "naptop knows no SORACOM account yet. Either\n\
         - run `naptop config init`, which asks and writes\n  {path}, or\n\
         - set SORACOM_AUTH_KEY_ID and SORACOM_AUTH_KEY (and SORACOM_COVERAGE_TYPE=g for Global), or\n\
         - run `soracom configure`, or set SORACOM_PROFILE to a soracom-cli profile.\n\
         For streaming URLs also NAPTOP_SOURCE, NAPTOP_STACK, NAPTOP_FLEET,\n\
         and AWS_REGION with AWS_PROFILE or whatever else the AWS SDK takes.\n\
         To look around without an account: naptop demo",
        "SORACOM のアカウントがまだ設定されていません。次のいずれかをしてください。\n\
         - `naptop config init` を実行する (質問に答えると、次のファイルを作ります)\n  {path}\n\
         - SORACOM_AUTH_KEY_ID と SORACOM_AUTH_KEY を設定する (グローバルなら SORACOM_COVERAGE_TYPE=g も)\n\
         - `soracom configure` を実行するか、SORACOM_PROFILE に soracom-cli のプロファイルを設定する\n\
         ストリーミング URL には、NAPTOP_SOURCE、NAPTOP_STACK、NAPTOP_FLEET と、\n\
         AWS_REGION、AWS_PROFILE など AWS SDK が使う設定も必要です。\n\
         アカウントなしで試すには: naptop demo";

    // apps
    same_app(place, name): "{place}: another app is named {name:?}", "{place}: {name:?} という名前のアプリがほかにもあります";
    name_apps: "give each [[app]] a name of its own", "[[app]] ごとに別の名前を付けてください";
    nameless_app(place): "{place}: an [[app]] has no name", "{place}: [[app]] に名前がありません";
    example_name: "write e.g. name = \"web\"", "name = \"web\" のように書いてください";
    portless_app(place, name): "{place}: the app {name:?} has no port", "{place}: アプリ {name:?} にポートがありません";
    example_port: "write e.g. port = 8080", "port = 8080 のように書いてください";
    no_port: "it is not a port", "ポート番号ではありません";
    port_numbers: "1 to 65535", "1 から 65535 の間で指定してください";
    commandless: "there is no command that it could be said of", "対象になるコマンドがありません";
    write_command: "write a command too", "command も書いてください";
    open_quote: "a quote is not closed", "引用符が閉じていません";
    no_word: "a word of it is no text", "文字列でない語があります";
    no_command: "it is neither a text nor a list", "文字列でもリストでもありません";
    text_or_list:
        "write one text, or a list of texts: program first, then arguments",
        "1 つの文字列か、プログラム、引数の順の文字列のリストで書いてください";

    // the log
    log_unkept(path, error): "cannot keep {path} from others: {error}", "{path} をほかの人から読めなくすることができません: {error}";
    log_of_your_own: "name a file of your own", "自分のファイルを指定してください";
    log_unwritten(path, error): "cannot log to {path}: {error}", "{path} にログを書き込めません: {error}";
    log_folder: "name a file in a folder that exists", "存在するフォルダのファイルを指定してください";
}
