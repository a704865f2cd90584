//! What is said of any failure: what to do where nothing better is known, and how message and advice become one line.

texts! {
    with_advice(message, advice): "{message}; {advice}", "{message}。{advice}";
    could_not(what, why): "could not {what}: {why}", "{what}できませんでした: {why}";

    check_credentials:
        "check the SORACOM auth key or the AWS credentials, then try again",
        "SORACOM の認証キーまたは AWS の認証情報を確認して、もう一度試してください";
    ask_permission:
        "ask for the permission, then sign in again: permissions are fixed at sign-in",
        "権限を付けてもらい、サインインし直してください (権限はサインイン時に決まります)";
    check_name:
        "check the name; it may have been removed meanwhile",
        "名前を確認してください。すでに削除された可能性もあります";
    look_and_try:
        "look at what is there and try again",
        "現在の状態を確認して、もう一度試してください";
    wait_a_minute:
        "wait a minute; everybody of the operator shares this limit",
        "1 分ほど待ってください。この上限はオペレーター全体で共有されています";
    check_network:
        "check the network, proxy and endpoint, then try again",
        "ネットワーク、プロキシ、エンドポイントを確認して、もう一度試してください";
    try_again:
        "the service is slow or the link is bad; try again",
        "サービスの応答が遅いか、回線の状態がよくありません。もう一度試してください";
    correct_it:
        "correct it and try again",
        "修正して、もう一度試してください";
    report_it:
        "try again; if it stays, report it with --log",
        "もう一度試してください。繰り返すようなら、--log で記録して報告してください";

    read_only: "read-only: nothing can be changed", "読み取り専用のため、何も変更できません";
    leave_out_read_only:
        "leave out --read-only, or set read_only = false in config.toml",
        "--read-only を外すか、config.toml で read_only = false にしてください";
    no_terminal(error): "the terminal failed: {error}", "端末を使えません: {error}";
}
