//! What is said of soracom-cli's profiles, and of SORACOM's endpoint and headers, which a profile may name.

texts! {
    japan: "Japan", "日本";
    global: "Global", "グローバル";

    origin(name, path): "SORACOM profile {name:?} ({path})", "SORACOM プロファイル {name:?} ({path})";
    output(origin): "the output of {origin}'s profileCommand", "{origin} の profileCommand の出力";
    no_name(name): "{name:?} is not the name of a profile", "{name:?} はプロファイルの名前ではありません";
    missing(origin): "{origin} does not exist", "{origin} がありません";
    make_it(name): "make it with: soracom configure --profile {name}", "次のコマンドで作ってください: soracom configure --profile {name}";
    unread(origin, error): "{origin} cannot be read: {error}", "{origin} を読めません: {error}";
    check_owner: "check its owner and mode", "所有者とモードを確認してください";
    read_by_others(origin, mode): "{origin} can be read by others (mode {mode})", "{origin} をほかの人が読めます (モード {mode})";
    no_object(origin): "{origin} is not a JSON object", "{origin} が JSON オブジェクトではありません";
    no_json(origin, line, column): "{origin} is not JSON: line {line}, column {column}", "{origin} が JSON ではありません: {line} 行 {column} 列";
    compare_it: "compare it with what soracom configure writes", "soracom configure が書くものと見比べてください";
    needs_user:
        "sourceProfile also needs operatorId and username, the user to switch to",
        "sourceProfile には、切り替え先の operatorId と username も必要です";
    needs_key: "authKeyId needs authKey too", "authKeyId には authKey も必要です";
    needs_key_id: "authKey needs authKeyId too", "authKey には authKeyId も必要です";
    incomplete: "holds no complete credentials", "認証情報がそろっていません";
    odd_headers: "headers must be an object of texts", "headers は文字列のオブジェクトにしてください";
    no_text(name): "{name} must be a text in quotes", "{name} は引用符で囲んだ文字列にしてください";
    complete_it:
        "give it authKeyId and authKey, or email and password, or operatorId, username and password",
        "authKeyId と authKey、email と password、operatorId と username と password のいずれかの組を書いてください";

    command_unsplit(error): "profileCommand cannot be split into words: {error}", "profileCommand を単語に分けられません: {error}";
    command_empty: "profileCommand is empty", "profileCommand が空です";
    command_not_run(program, error): "profileCommand cannot be run: {program}: {error}", "profileCommand を実行できません: {program}: {error}";
    command_too_long(seconds): "profileCommand took longer than {seconds} s", "profileCommand が {seconds} 秒以内に終わりませんでした";
    command_not_awaited(error): "profileCommand cannot be waited for: {error}", "profileCommand の終了を待てません: {error}";
    command_failed(status): "profileCommand failed: {status}", "profileCommand が失敗しました: {status}";
    run_by_hand:
        "run it by hand; it must print a JSON object like a profile",
        "手で実行してみてください。プロファイルのような JSON オブジェクトを出力する必要があります";

    endpoint(address, why): "SORACOM endpoint {address:?}: {why}", "SORACOM のエンドポイント {address:?}: {why}";
    no_url: "it is not an http(s) URL", "http(s) の URL ではありません";
    scheme_and_host:
        "write scheme and host, e.g. https://api.soracom.io or https://g.api.soracom.io",
        "https://api.soracom.io や https://g.api.soracom.io のように、スキームとホストを書いてください";
    no_header(name): "{name:?} cannot be sent as a header", "{name:?} はヘッダーとして送れません";
    correct_headers: "correct headers in the profile", "プロファイルの headers を修正してください";
}
