//! What is said of calls to SORACOM and AWS: what each does, why it could not be done, what can be done about it.

texts! {
    // what SORACOM is asked; each completes "could not …"
    sign_in: "sign in to SORACOM", "SORACOM にサインイン";
    switch_user: "switch to the other SORACOM user", "別の SORACOM ユーザーに切り替え";
    list_devices: "list devices", "デバイスの一覧を取得";
    look_up_device: "look up the device", "デバイスの情報を取得";
    search_devices: "search devices", "デバイスを検索";
    list_groups: "list groups", "グループの一覧を取得";
    list_mappings: "list mappings", "マッピングの一覧を取得";
    open_mapping: "open the mapping", "マッピングを作成";
    delete_mapping: "delete the mapping", "マッピングを削除";
    ping_device: "ping the device", "デバイスへの ping を実行";
    try_port: "try the port", "ポートを確認";
    read_audit: "read the audit log", "監査ログを取得";
    sign_out: "sign out", "サインアウト";

    // what AWS is asked
    make_url: "make the streaming URL", "ストリーミング URL を作成";
    list_sessions: "list AppStream sessions", "AppStream セッションの一覧を取得";
    end_session: "end the AppStream session", "AppStream セッションを終了";
    read_stacks: "read the AppStream stacks", "AppStream スタックの情報を取得";
    list_fleets: "list the fleets of the AppStream stack", "AppStream スタックのフリート一覧を取得";
    read_fleet: "read the AppStream fleet", "AppStream フリートの情報を取得";
    read_image: "read the fleet's image", "フリートのイメージの情報を取得";
    read_route_tables: "read the route tables of the fleet's subnets", "フリートのサブネットのルートテーブルを取得";
    read_subnets: "read the fleet's subnets", "フリートのサブネットの情報を取得";
    read_nat_gateways: "read the NAT gateways of the fleet's subnets", "フリートのサブネットの NAT ゲートウェイの情報を取得";
    ask_who_signs: "ask AWS who signs", "AWS で署名者を確認";

    // why not
    answered(service, said): "{service} answered {said}", "{service} の応答は {said}";
    and_asks_to_wait(told, seconds): "{told}, and asks to wait {seconds} s", "{told} ({seconds} 秒待つように求めています)";
    with_a_page: " with an HTML page", " (HTML ページ)";
    list_in_circles:
        "the list goes round in circles: a page names one that was there before as the next",
        "一覧が循環しています (次のページとして、取得済みのページが示されました)";
    answered_oddly(what): "SORACOM answered {what}", "SORACOM の応答が{what}";
    nothing: "nothing", "空でした";
    a_page: "an HTML page", "HTML ページでした";
    no_json: "something that is not JSON", "JSON ではありませんでした";
    no_sim: "something that is not a SIM", "SIM の情報ではありませんでした";
    no_endpoint: "no endpoint for the new mapping", "新しいマッピングのエンドポイントを含んでいませんでした";
    no_key_and_token: "no API key and token", "API キーとトークンを含んでいませんでした";
    not_reached_in_time(service): "{service} could not be reached in time", "{service} に時間内に接続できませんでした";
    not_answered_in_time(service): "{service} did not answer in time", "{service} が時間内に応答しませんでした";
    not_reached(service, why): "{service} could not be reached: {why}", "{service} に接続できませんでした: {why}";
    broke(why): "the connection to SORACOM broke: {why}", "SORACOM との接続が切れました: {why}";
    no_answer_within(seconds): "no answer within {seconds} s", "{seconds} 秒以内に応答がありませんでした";
    too_short(text): "{text:?} is too short", "{text:?} は短すぎます";
    foreign(service, status): "{service} answered {status} and something that is not {service}'s", "{service} の応答は {status} で、{service} のものではない内容でした";
    no_url_of_its_own: "AppStream answered something that is not an https URL of its own", "AppStream の応答が、AppStream の https URL ではありませんでした";
    no_region: "no AWS region is set", "AWS リージョンが設定されていません";
    no_credentials(why): "no usable AWS credentials: {why}", "使える AWS の認証情報がありません: {why}";
    none_found: "none were found", "見つかりません";
    not_in_time: "they did not come in time", "時間内に得られませんでした";
    unusable_profile: "the AWS profile cannot be used", "AWS プロファイルを使えません";
    no_stack(name): "there is no stack {name}", "スタック {name} はありません";
    no_fleet(name): "there is no fleet {name}", "フリート {name} はありません";
    no_image(name): "there is no image {name}", "イメージ {name} はありません";
    no_subnet(id): "there is no subnet {id}", "サブネット {id} はありません";
    no_main_table(vpc): "there is no main route table of {vpc}", "{vpc} のメインルートテーブルはありません";
    not_in_demo(service): "there is no {service} in the demo", "デモに {service} はありません";
    bad_region(region): "{region:?} is no AWS region", "{region:?} は AWS リージョンではありません";
    bad_endpoint(service): "the endpoint for {service} is not an http(s) URL", "{service} のエンドポイントが http(s) の URL ではありません";
    something_unnamed: "something that EC2 does not name", "EC2 が名前を示さないもの";

    // what to do
    device_has_no_session:
        "the device has no session now: check its power and signal, or choose the other --service",
        "デバイスのセッションが今ありません。電源と電波を確認するか、もう一方の --service を選んでください";
    ask_sam(permission):
        "ask for the SAM permission {permission}, then sign in again: permissions are fixed at sign-in",
        "SAM ユーザーに権限 {permission} を付けてもらい、サインインし直してください (権限はサインイン時に決まります)";
    check_key:
        "the auth key may have been deleted or replaced; check it in the SORACOM User Console",
        "認証キーが削除または更新された可能性があります。SORACOM ユーザーコンソールで確認してください";
    try_after_that: "try again after that; everybody of the operator shares this limit", "その後でもう一度試してください。この上限はオペレーター全体で共有されています";
    check_sign_in:
        "check SORACOM_AUTH_KEY_ID and SORACOM_AUTH_KEY or the soracom-cli profile, and the coverage (jp or g); an account with MFA needs an auth key or a fresh mfaOTPCode",
        "SORACOM_AUTH_KEY_ID と SORACOM_AUTH_KEY、または soracom-cli のプロファイルと、カバレッジ (jp か g) を確認してください。MFA を使うアカウントには、認証キーか新しい mfaOTPCode が必要です";
    search_for_more: "search for 2 characters or more", "2 文字以上で検索してください";
    ask_iam(permission, scope): "ask for the IAM permission {permission} {scope}", "IAM の権限 {permission} を付けてもらってください ({scope})";
    on_everything: "on \"*\"", "対象は \"*\"";
    on_stack: "on this stack", "対象はこのスタック";
    on_stack_and_fleet: "on this stack and fleet", "対象はこのスタックとフリート";
    in_endpoint_policy: "in the policy of the VPC endpoint: nothing else can withhold it", "VPC エンドポイントのポリシー。ほかに妨げるものはありません";
    sign_in_again:
        "sign in to AWS again (aws sso login, or new keys), and check this machine's clock",
        "AWS にサインインし直し (aws sso login か新しいキー)、このマシンの時計を確認してください";
    wait_for_aws: "wait a minute; everybody of the AWS account shares this limit", "1 分ほど待ってください。この上限は AWS アカウント全体で共有されています";
    check_fleet: "check that the fleet is running and belongs to the stack: naptop doctor", "フリートが稼働中で、スタックに関連付けられているか確認してください: naptop doctor";
    check_endpoint: "check the endpoint and the proxy", "エンドポイントとプロキシを確認してください";
    set_region: "set appstream.region in config.toml, or AWS_REGION", "config.toml の appstream.region か、AWS_REGION を設定してください";
    set_credentials:
        "sign in to AWS (aws sso login), or set appstream.profile, AWS_PROFILE or AWS_ACCESS_KEY_ID",
        "AWS にサインインするか (aws sso login)、appstream.profile、AWS_PROFILE、AWS_ACCESS_KEY_ID のいずれかを設定してください";
    check_chain:
        "check stack, fleet, application and region; naptop doctor looks at each",
        "スタック、フリート、アプリケーション、リージョンを確認してください。naptop doctor がそれぞれを調べます";
    check_region: "check the region; or it was deleted meanwhile", "リージョンを確認してください。すでに削除された可能性もあります";
    demo_has_two: "the demo has SORACOM and AppStream alone", "デモにあるのは SORACOM と AppStream だけです";
}
