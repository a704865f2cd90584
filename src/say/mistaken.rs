//! What is said of a word that a user wrote and that cannot be meant: durations, endpoints, source ranges, names, commands.

texts! {
    // one of a few words
    no_access_of(text): "{text:?} is nobody's access", "{text:?} という対象はありません";
    mine_or_all: "write mine or all", "mine か all で指定してください";
    no_service(text): "{text:?} is not a service", "{text:?} というサービスはありません";
    air_or_arc: "write air or arc", "air か arc で指定してください";
    no_way_to_leave(text): "{text:?} is nothing that leaving can do", "{text:?} という終了時の動作はありません";
    tell_ask_or_revoke: "write tell, ask or revoke", "tell、ask、revoke のいずれかで指定してください";
    no_coverage(text): "{text:?} is not a coverage", "{text:?} というカバレッジはありません";
    jp_or_g: "write jp (Japan) or g (Global)", "jp (日本) か g (グローバル) で指定してください";
    no_clipboard(text): "{text:?} is not a clipboard", "{text:?} というクリップボードはありません";
    clipboards: "write auto, native, osc52 or none", "auto、native、osc52、none のいずれかで指定してください";
    no_wall(text): "{text:?} is no time for the wall display", "{text:?} はウォール表示を出すときの指定ではありません";
    write_wall: "write auto, always or never", "auto、always、never のいずれかを書いてください";
    no_language(text): "{text:?} is not a language", "{text:?} という言語はありません";
    languages(known): "write {known}", "{known} で指定してください";
    or: " or ", " か ";
    did_you_mean(known): "; did you mean {known:?}?", "。{known:?} のことですか?";

    // durations
    no_duration(text): "{text:?} is not a duration", "{text:?} は期間として読めません";
    durations: "write e.g. 90s, 30m, 2h or 1h30m", "90s、30m、2h、1h30m のように書いてください";
    no_mapping_for(span): "a mapping cannot be open for {span}", "マッピングを {span} 開いておくことはできません";
    up_to_eight_hours: "choose from 1 second to 8 hours, e.g. 30m", "1 秒から 8 時間の間で指定してください (例: 30m)";

    // endpoints and ports
    no_host(host): "{host:?} is not an IPv4 address or a host name", "{host:?} は IPv4 アドレスでもホスト名でもありません";
    port_zero: "port 0 is not a port", "ポート 0 は使えません";
    ports: "choose 1 to 65535, e.g. 3389 for RDP", "1 から 65535 の間で指定してください (例: RDP なら 3389)";
    no_host_and_port(text): "{text:?} is not HOST:PORT", "{text:?} は HOST:PORT の形ではありません";
    no_port(port): "{port:?} is not a port (1 to 65535)", "{port:?} はポート番号 (1 から 65535) ではありません";

    // source ranges
    source_range(range, why): "source range {range}: {why}", "接続元 {range}: {why}";
    source_text(text, why): "source range {text:?}: {why}", "接続元 {text:?}: {why}";
    elastic_ip:
        "write the NAT gateway's Elastic IP as ADDRESS/32, e.g. 203.0.113.10/32",
        "NAT ゲートウェイの Elastic IP を ADDRESS/32 の形で書いてください (例: 203.0.113.10/32)";
    sources_are_ipv4:
        "Napter endpoints are IPv4, so its sources must be IPv4 too",
        "Napter のエンドポイントは IPv4 なので、接続元も IPv4 で指定してください";
    no_ipv4: "it is not an IPv4 address", "IPv4 アドレスではありません";
    prefix_lengths: "the prefix length must be 0 to 32", "プレフィックス長は 0 から 32 の間で指定してください";
    no_prefix_length(text): "{text:?} is not a prefix length", "{text:?} はプレフィックス長ではありません";
    widest_sources: "write /0 to /32, e.g. /24", "/0 から /32 の間で書いてください (例: /24)";
    everybody: "everybody", "すべてのアドレス";
    so_many_addresses(count): "{count} addresses", "{count} 個のアドレス";
    too_wide(whom, widest): "it lets in {whom}, and access.widest_source is {widest}", "{whom}を許可しますが、access.widest_source は {widest} です";
    narrow_it:
        "write the NAT gateway's Elastic IP as ADDRESS/32; if so many must come in, set access.widest_source in config.toml",
        "NAT ゲートウェイの Elastic IP を ADDRESS/32 の形で書いてください。広く許可する必要があるなら、config.toml の access.widest_source を設定してください";
    takes_in(what): "it takes in {what}, and nobody comes from there on the internet", "{what}が含まれますが、インターネット上にそのアドレスから来る人はいません";
    private(network): "private addresses ({network})", "プライベートアドレス ({network})";
    shared(network): "carriers' shared addresses ({network})", "キャリア共有アドレス ({network})";
    loopback(network): "loopback addresses ({network})", "ループバックアドレス ({network})";
    link_local(network): "link-local addresses ({network})", "リンクローカルアドレス ({network})";
    reserved(network): "reserved addresses ({network})", "予約済みアドレス ({network})";
    benchmarks(network): "addresses for benchmarks ({network})", "ベンチマーク用アドレス ({network})";
    multicast(network): "multicast addresses ({network})", "マルチキャストアドレス ({network})";

    // names
    no_app_name(name): "{name:?} cannot name an app", "{name:?} はアプリ名に使えません";
    app_names:
        "letters, digits, _ and - only, at most 32, not beginning with -",
        "英数字と _ と - だけの 32 文字以内で、- 以外で始めてください";
    no_app(name): "there is no app {name:?}", "{name:?} というアプリはありません";
    one_of(known): "write one of: {known}", "次のいずれかで指定してください: {known}";
    no_appstream_name(text): "{text:?} is not an AppStream name", "{text:?} は AppStream の名前に使えません";
    appstream_names:
        "letters, digits, . _ - only, at most 101, beginning with a letter or digit",
        "英数字と . _ - だけの 101 文字以内で、英数字で始めてください";

    // commands and contexts of apps
    for_example(text): "write e.g. {text:?}", "{text:?} のように書いてください";
    only(known): "write {known} only", "{known} だけが使えます";
    stray_brace(text): "{text:?} has a brace that opens no placeholder known here", "{text:?} の波かっこは、ここで使えるプレースホルダーになっていません";
    example_command: "write e.g. \"vncviewer {host}::{port}\"", "\"vncviewer {host}::{port}\" のように書いてください";
    empty_command: "the command is empty", "コマンドが空です";
    plain_address: "a web address is one word, of plain characters", "Web アドレスは、ASCII 文字だけの 1 語で書いてください";
    program_first:
        "a command begins with the name of its program, which has no placeholder",
        "コマンドはプログラム名で始めてください。プログラム名にプレースホルダーは使えません";
    plain_context:
        "a session context has letters, digits and . : / _ = @ + - only",
        "セッションコンテキストに使えるのは英数字と . : / _ = @ + - だけです";
    too_long: "it is too long", "長すぎます";
    leads_nowhere: "it does not say where the mapping is", "マッピングの接続先が含まれていません";
    like_an_option(placeholder, name): "{placeholder} of {name:?} begins like an option", "{name:?} の {placeholder} がオプションのような文字で始まっています";
    not_known(placeholder, name): "{placeholder} of {name:?} is not known", "{name:?} の {placeholder} がわかりません";
    unfit(placeholder, name): "{placeholder} of {name:?} has characters that no command line takes", "{name:?} の {placeholder} に、コマンドラインで使えない文字があります";
    rename_it:
        "rename it in SORACOM's console, or leave that placeholder out of its [[app]]",
        "SORACOM のコンソールで名前を変えるか、[[app]] からこのプレースホルダーを外してください";
    nothing_to_start(app):
        "AppStream has nothing to start for {app}: its [[app]] has no application in config.toml",
        "{app} には AppStream で起動するものがありません (config.toml の [[app]] に application がありません)";
}
