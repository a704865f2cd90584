//! What is said by the doctor of AWS: region, stack, fleet, application, subnets, source ranges.

texts! {
    // what was asked; each completes "could not …"
    tell_region: "tell the AWS region", "AWS リージョンを確認";
    look_up_stack: "look up the stack", "スタックの情報を取得";
    list_fleets: "list the stack's fleets", "スタックのフリート一覧を取得";
    look_up_fleet: "look up the fleet", "フリートの情報を取得";
    tell_who_signs: "tell who signs", "署名者を確認";
    look_up_image: "look up the image", "イメージの情報を取得";
    look_up_routes: "look up the subnets' routes", "サブネットのルートを取得";

    // identity and region
    signs(arn, account): "{arn} in account {account}", "アカウント {account} の {arn}";
    but_accepted(told): "{told}; but AppStream takes these credentials", "{told}。ただし AppStream はこの認証情報を受け付けます";
    set_region:
        "set appstream.region in config.toml, or AWS_REGION: the region of the stack and the fleet",
        "config.toml の appstream.region か AWS_REGION に、スタックとフリートのリージョンを設定してください";
    in_region(told, region): "{told} in {region}", "{told} ({region})";

    // stack
    no_stack: "no AppStream stack is configured, so there can be no streaming URL", "AppStream スタックが設定されていないため、ストリーミング URL を作れません";
    set_stack: "set appstream.stack in config.toml, or NAPTOP_STACK", "config.toml の appstream.stack か NAPTOP_STACK を設定してください";
    check_stack:
        "check NAPTOP_STACK or appstream.stack, the region and the account; names are case-sensitive",
        "NAPTOP_STACK か appstream.stack、リージョン、アカウントを確認してください。名前は大文字と小文字を区別します";
    mend_in_console: "mend what AppStream says, in the AppStream console", "AppStream の示す問題を AppStream コンソールで直してください";
    associated(fleet, stack): "{fleet} is associated with {stack}", "{fleet} は {stack} に関連付けられています";
    none_associated(fleet, stack): "{fleet} is not associated with {stack}; none is", "{fleet} は {stack} に関連付けられていません。関連付けられたフリートはありません";
    others_associated(fleet, stack, others): "{fleet} is not associated with {stack}; these are: {others}", "{fleet} は {stack} に関連付けられていません。関連付けられているもの: {others}";

    // fleet
    no_fleet: "no AppStream fleet is configured, so there can be no streaming URL", "AppStream フリートが設定されていないため、ストリーミング URL を作れません";
    set_fleet: "set appstream.fleet in config.toml, or NAPTOP_FLEET", "config.toml の appstream.fleet か NAPTOP_FLEET を設定してください";
    check_fleet:
        "check NAPTOP_FLEET or appstream.fleet, the region and the account; names are case-sensitive",
        "NAPTOP_FLEET か appstream.fleet、リージョン、アカウントを確認してください。名前は大文字と小文字を区別します";
    wait_for_start(errors): "wait some minutes; if it does not end, see \"{errors}\"", "数分待ってください。終わらなければ「{errors}」を見てください";
    once_stopped(start): "when it has stopped: {start}", "停止したら: {start}";
    not_said: "AppStream does not say", "AppStream からの情報がありません";
    look_in_console: "look in the AppStream console", "AppStream コンソールで確認してください";
    unknown_state(state): "{state}: naptop does not know this state", "{state}: naptop の知らない状態です";
    no_errors: "none", "なし";
    service_role_missing:
        "create the role AmazonAppStreamServiceAccess: open the AppStream console once, or see its documentation",
        "ロール AmazonAppStreamServiceAccess を作ってください (AppStream コンソールを一度開くか、ドキュメントを参照)";
    service_role_lacks:
        "attach the managed policy AmazonAppStreamServiceAccess to the role of that name",
        "同名のロールに、管理ポリシー AmazonAppStreamServiceAccess をアタッチしてください";
    machine_role_missing: "create the fleet's IAM role again, or take it off the fleet", "フリートの IAM ロールを作り直すか、フリートから外してください";
    subnet_full:
        "free addresses in the subnet, give the fleet a larger one, or lower its desired capacity",
        "サブネットのアドレスを空けるか、大きいサブネットに替えるか、希望する容量を減らしてください";
    subnet_missing: "give the fleet subnets that exist", "存在するサブネットをフリートに設定してください";
    image_missing:
        "give the fleet an image that exists and is shared with this account",
        "存在し、このアカウントと共有されているイメージをフリートに設定してください";
    security_group_missing: "give the fleet security groups that exist", "存在するセキュリティグループをフリートに設定してください";
    interface_limit:
        "ask AWS for a higher limit of network interfaces, or lower the fleet's desired capacity",
        "ネットワークインターフェイスの上限緩和を AWS に申請するか、フリートの希望する容量を減らしてください";
    sts_disabled: "activate STS for this region in the account settings of IAM", "IAM のアカウント設定で、このリージョンの STS を有効にしてください";
    domain_join: "check the directory, its DNS and the account that joins the domain", "ディレクトリとその DNS、ドメインに参加するアカウントを確認してください";
    full(desired, in_use):
        "none of {desired} is free, {in_use} in use: the next user gets \"no streaming resources\"",
        "{desired} 台に空きがありません ({in_use} 台使用中)。次のユーザーは \"no streaming resources\" になります";
    raise_capacity:
        "raise the fleet's desired capacity, or end sessions that nobody needs; a freed instance takes minutes",
        "フリートの希望する容量を増やすか、不要なセッションを終了してください。空くまで数分かかります";
    capacity_unknown: "AppStream does not say how many instances are free", "インスタンスの空き数の情報が AppStream からありません";
    elastic_capacity:
        "an elastic fleet starts them when asked; else look in the AppStream console",
        "エラスティックフリートは必要なときに起動します。それ以外は AppStream コンソールで確認してください";
    length_unknown: "AppStream does not say how long a session may last", "セッションの最長時間の情報が AppStream からありません";
    look_at_length:
        "look at the fleet's maximum session duration in the AppStream console",
        "AppStream コンソールで、フリートの最大セッション時間を確認してください";
    length(longest, mapping): "at most {longest}; a mapping is open for {mapping}", "最長 {longest}、マッピングの期間は {mapping}";
    ends_before(told): "{told}: the session ends before the mapping", "{told}: セッションがマッピングより先に終わります";
    raise_length:
        "raise the fleet's maximum session duration (it must be stopped for that), or open for less time",
        "フリートの最大セッション時間を延ばすか (フリートの停止が必要)、開く期間を短くしてください";
    outlives:
        "a session may outlive its mapping until it is revoked (x) or swept (X, naptop revoke --expired)",
        "取り消す (x) か一掃する (X、naptop revoke --expired) まで、セッションがマッピングより長く続くことがあります";
    shared(many):
        "{many}: the session context is one variable of the machine, and its users would share it",
        "{many}: セッションコンテキストはマシンに 1 つの変数なので、ユーザー間で共有されてしまいます";
    unshare:
        "use a fleet with one session an instance, else somebody may land on another user's device",
        "インスタンスあたり 1 セッションのフリートを使ってください。ほかのユーザーのデバイスにつながるおそれがあります";

    // application
    no_image(wanted):
        "{wanted}: the fleet has no image that would list it (an elastic fleet has none)",
        "{wanted}: アプリケーションを載せたイメージがフリートにありません (エラスティックフリートにはありません)";
    shows_applications:
        "aws appstream describe-application-fleet-associations --fleet-name FLEET shows what it can start",
        "起動できるものは aws appstream describe-application-fleet-associations --fleet-name FLEET でわかります";
    image_unavailable(image, state): "the image {image} is {state}, not AVAILABLE", "イメージ {image} の状態が {state} です (AVAILABLE ではありません)";
    of_unknown_state: "of unknown state", "不明";
    await_image: "wait until the image is available, or give the fleet another one", "イメージが使えるようになるのを待つか、別のイメージをフリートに設定してください";
    listed(wanted, image): "{wanted} in {image}", "{image} の {wanted}";
    disabled(wanted, image): "{wanted} is in {image}, but disabled", "{wanted} は {image} にありますが、無効です";
    enable: "enable it: make a new image from an image builder where it is enabled", "有効にしてください。有効にしたイメージビルダーから新しいイメージを作ります";
    absent_from_none(wanted, image): "{wanted} is not in {image}: it has no applications", "{wanted} は {image} にありません。アプリケーションが 1 つもありません";
    absent(wanted, image, names): "{wanted} is not in {image}: it has {names}", "{wanted} は {image} にありません。あるのは {names} です";
    absent_but_alike(wanted, image, names, alike):
        "{wanted} is not in {image}: it has {names} ({alike} differs only in upper and lower case)",
        "{wanted} は {image} にありません。あるのは {names} です ({alike} とは大文字と小文字だけが違います)";
    set_application_to(name): "set appstream.application = \"{name}\" in config.toml, or NAPTOP_APPLICATION", "config.toml で appstream.application = \"{name}\" にするか、NAPTOP_APPLICATION を設定してください";
    set_application:
        "set appstream.application in config.toml, or NAPTOP_APPLICATION, to the Name of the batch file in the image",
        "config.toml の appstream.application か NAPTOP_APPLICATION に、イメージ内のバッチファイルの Name を設定してください";

    // the network
    internet_off: "off", "オフ";
    internet_on:
        "on: each instance comes from a public address of its own, which no source range can name",
        "オン: インスタンスごとに別のパブリックアドレスになり、接続元として指定できません";
    turn_internet_off:
        "turn off the fleet's default internet access and put it into private subnets behind a NAT gateway",
        "フリートの既定のインターネット接続をオフにし、NAT ゲートウェイの背後のプライベートサブネットに置いてください";
    look_at_network:
        "look at the fleet's network in the AppStream console: it must be off",
        "AppStream コンソールでフリートのネットワークを確認してください。オフである必要があります";
    public(subnet, gateway): "{subnet} is public: it goes to the internet gateway {gateway}", "{subnet} はパブリックで、インターネットゲートウェイ {gateway} に向いています";
    routeless(subnet): "{subnet} has no working route to the internet", "{subnet} にはインターネットへの有効なルートがありません";
    elsewhere(subnet, what): "{subnet} goes to {what}, and from which address it comes cannot be told", "{subnet} は {what} に向いていて、どのアドレスから出るかわかりません";
    nat_in_state(subnet, id, state): "{subnet} goes to the NAT gateway {id}, which is {state}", "{subnet} は NAT ゲートウェイ {id} に向いていますが、状態が {state} です";
    nat_private(subnet, id): "{subnet} goes to the NAT gateway {id}, which is private", "{subnet} は NAT ゲートウェイ {id} に向いていますが、プライベートです";
    nat_addressless(subnet, id): "{subnet} goes to the NAT gateway {id}, which has no public address", "{subnet} は NAT ゲートウェイ {id} に向いていますが、パブリックアドレスがありません";
    through(subnet, id, addresses): "{subnet} through {id} ({addresses})", "{subnet} は {id} ({addresses}) 経由";
    no_subnets: "the fleet has no subnets", "フリートにサブネットがありません";
    give_subnets:
        "put the fleet into private subnets behind a NAT gateway with an Elastic IP",
        "フリートを、Elastic IP を持つ NAT ゲートウェイの背後のプライベートサブネットに置いてください";
    untold(subnet): "nothing was told of {subnet}", "{subnet} の情報がありません";
    route_to_nat:
        "route 0.0.0.0/0 of each subnet to a public NAT gateway that is available",
        "各サブネットの 0.0.0.0/0 を、使用可能なパブリック NAT ゲートウェイに向けてください";
    find_address:
        "find out the public address by yourself, and set it as access.source",
        "パブリックアドレスを調べて、access.source に設定してください";

    // source ranges
    set_sources_to(ranges): "set access.source = [{ranges}], or NAPTOP_SOURCE", "access.source = [{ranges}] にするか、NAPTOP_SOURCE を設定してください";
    set_sources:
        "set access.source, or NAPTOP_SOURCE, to each NAT gateway's Elastic IP as ADDRESS/32",
        "access.source か NAPTOP_SOURCE に、各 NAT ゲートウェイの Elastic IP を ADDRESS/32 の形で設定してください";
    no_sources:
        "none is configured: a mapping would let in this machine's address instead of the fleet's",
        "未設定: マッピングはフリートではなく、このマシンのアドレスを許可します";
    takes_in(range, what): "{range} takes in {what}", "{range} には{what}が含まれます";
    one_too_wide(range): "{range} is 1 address too wide", "{range} は 1 アドレス分広すぎます";
    too_wide(range, many): "{range} is {many} addresses too wide", "{range} は {many} アドレス分広すぎます";
    no_gateways_address(range): "{range} is no NAT gateway's address", "{range} は NAT ゲートウェイのアドレスではありません";
    no_known_address(range): "{range} is no address of a NAT gateway that is known", "{range} は、わかっている NAT ゲートウェイのアドレスではありません";
    missed(address): "{address} is a NAT gateway's address, and no range lets it in", "{address} は NAT ゲートウェイのアドレスですが、どの接続元にも含まれません";
    see_subnets(subnets): "see \"{subnets}\": not every subnet's address can be told", "「{subnets}」を見てください。アドレスのわからないサブネットがあります";
    exactly(ranges): "{ranges}: exactly what the fleet comes from", "{ranges}: フリートのアドレスとちょうど一致します";
    may_grow:
        "this NAT gateway may get more addresses by itself; look again from time to time",
        "この NAT ゲートウェイのアドレスは自動で増えることがあります。ときどき確認してください";
}
