//! What `naptop config` asks and tells: where files are, what there is to choose from, what was written.

texts! {
    places(keys, themes): "keys: {keys}; themes: {themes}", "キー: {keys}、テーマ: {themes}";
    read_from(path): "read from {path}", "読み込み元: {path}";
    not_there(path): "there is no {path}; `naptop config init` writes one", "{path} はありません。`naptop config init` で作れます";
    no_account: "no SORACOM account is configured", "SORACOM のアカウントが設定されていません";

    // what is to be known
    profile: "SORACOM profile", "SORACOM プロファイル";
    sources: "Elastic IPs of the fleet's NAT gateways (ADDRESS/32)", "フリートの NAT ゲートウェイの Elastic IP (ADDRESS/32)";
    mappings_alone: "mappings alone, without streaming URLs", "マッピングのみ、ストリーミング URL は使わない";
    none_of_them(means): "none: {means}", "なし: {means}";
    prompt(what): "{what}:", "{what}:";
    choosing: "↑↓ to move, Enter to choose, type to filter, Esc to stop", "↑↓ で移動、Enter で決定、入力で絞り込み、Esc で中止";
    typing: "Enter alone leaves it out, Esc to stop", "空のまま Enter で省略、Esc で中止";
    exists(path): "{path} exists", "{path} はすでにあります";
    overwrite: "Overwrite it? It is kept with .bak at its end.", "上書きしますか? 元のファイルは .bak を付けて残します。";
    confirm(statement, question): "{statement}. {question}", "{statement}。{question}";

    // nobody is asked
    only_one(what, name): "{what}: {name}", "{what}: {name}";
    which(what, count, names): "which {what}? there are {count}: {names}", "{what}を 1 つ選んでください。{count} 個あります: {names}";
    add_name(flag): "add {flag} NAME; nothing was written", "{flag} NAME を付けてください。何も書き込んでいません";
    left_out(what, flag): "left out: {what}; {flag} sets it", "省略しました: {what} ({flag} で設定できます)";
    add_flag(flag): "add {flag} if you mean it; nothing was written", "よければ {flag} を付けてください。何も書き込んでいません";

    // stopped
    nothing_written: "nothing was written", "何も書き込んでいません";
    begin_again: "begin again with: naptop config init", "やり直すには: naptop config init";
    give_flags: "give everything by flags; nothing was written", "すべてフラグで指定してください。何も書き込んでいません";
    is_a_change_too: "leave out --read-only: a configuration is a change too", "--read-only を外してください。設定ファイルの作成も変更です";
    coverage_of_profile:
        "--coverage goes with a SORACOM profile, and the credentials are in the environment",
        "--coverage は SORACOM プロファイルと組み合わせるものですが、認証情報は環境変数にあります";
    set_coverage:
        "set SORACOM_COVERAGE_TYPE to jp or g, or add --soracom-profile NAME",
        "SORACOM_COVERAGE_TYPE を jp か g にするか、--soracom-profile NAME を付けてください";
    no_profile: "there is no SORACOM profile to sign in with; nothing was written", "サインインに使える SORACOM プロファイルがありません。何も書き込んでいません";
    make_profile:
        "make one with `soracom configure`, or set SORACOM_AUTH_KEY_ID and SORACOM_AUTH_KEY",
        "`soracom configure` で作るか、SORACOM_AUTH_KEY_ID と SORACOM_AUTH_KEY を設定してください";

    // what is found
    credentials_stay:
        "the SORACOM credentials stay in the environment (SORACOM_AUTH_KEY_ID): no [[account]] is written",
        "SORACOM の認証情報は環境変数 (SORACOM_AUTH_KEY_ID) のままとし、[[account]] は書き込みません";
    asking_aws: "asking AWS ...", "AWS に問い合わせています ...";
    unusable(why): "not to choose from: {why}", "選択できません: {why}";
    no_stack_here: "there is no AppStream stack in this region", "このリージョンに AppStream スタックはありません";
    no_fleet_of(stack): "no fleet is associated with the stack {stack}", "スタック {stack} に関連付けられたフリートはありません";
    mind_sources(doubt): "mind the sources: {doubt}", "接続元に注意: {doubt}";
    goes_out_from(ranges): "the fleet goes out from {ranges}", "フリートからの接続元は {ranges} です";
    default_internet(fleet):
        "the fleet {fleet} has default internet access: it does not go out through the NAT gateway",
        "フリート {fleet} は既定のインターネット接続を使うため、NAT ゲートウェイを通りません";
    no_subnets_told(fleet): "the fleet {fleet} tells no subnets", "フリート {fleet} のサブネットがわかりません";
    may_grow(nat): "{nat} may get more addresses by itself", "{nat} のアドレスは自動で増えることがあります";
    addressless(subnet, nat): "{subnet} goes out through {nat}, which has no public address", "{subnet} は {nat} を通りますが、パブリックアドレスがありません";
    public(subnet, gateway): "{subnet} is public ({gateway}): each instance has an address of its own", "{subnet} はパブリックです ({gateway}): インスタンスごとに別のアドレスになります";
    elsewhere(subnet, what): "{subnet} goes out through {what}; its public address cannot be told", "{subnet} は {what} を通りますが、パブリックアドレスがわかりません";
    nowhere(subnet): "{subnet} has no way to the internet", "{subnet} はインターネットに出られません";

    // what was written
    wrote(path): "wrote {path}", "{path} を書き込みました";
    wrote_over(path, kept): "wrote {path}; the old one is {kept}", "{path} を書き込みました。元のファイルは {kept} です";
    environment_first:
        "the environment goes before this account: unset SORACOM_PROFILE and SORACOM_AUTH_KEY_ID to use it",
        "環境変数がこのアカウントより優先されます。使うには SORACOM_PROFILE と SORACOM_AUTH_KEY_ID を外してください";
    stays_in_environment(name): "{name} stays in the environment: the file does not say it", "{name} は環境変数のままで、ファイルには書いていません";
    doctor_looks: "naptop doctor looks at what was written:", "書き込んだ設定を naptop doctor で確認します:";
}
