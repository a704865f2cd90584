//! What is said of opening, linking, extending and revoking: what came of it, and what it left behind.

texts! {
    // what is asked for
    no_subscription(device, service): "{device} has no {service} subscription", "{device} には {service} のサブスクリプションがありません";
    other_service: "choose the other session (--service)", "もう一方のセッションを選んでください (--service)";
    no_source:
        "no source range is set, so AppStream could not reach the mapping",
        "接続元が設定されていないため、AppStream からマッピングに接続できません";
    set_source:
        "set access.source in config.toml, NAPTOP_SOURCE or --source to the NAT gateway's Elastic IP, e.g. 203.0.113.10/32",
        "config.toml の access.source、NAPTOP_SOURCE、--source のいずれかに、NAT ゲートウェイの Elastic IP を設定してください (例: 203.0.113.10/32)";
    same_sources_refused: "the replacement cannot have the same sources", "置き換えのマッピングに同じ接続元を使えません";

    // opening
    cancelled: "cancelled", "取りやめました";
    open_again: "open it again when you want it", "必要になったら、もう一度開いてください";
    was_open_before(endpoint):
        "no streaming URL; {endpoint} was open before and stays open",
        "ストリーミング URL はありません。{endpoint} は以前から開いていて、そのままです";
    not_listed:
        "mappings could not be listed, so an open one could not be reused",
        "マッピングの一覧を取得できないため、開いているものを再利用できませんでした";
    another_appeared:
        "a mapping to this device and port appeared meanwhile, but it is not what was asked for",
        "このデバイスとポートへのマッピングが現れましたが、指定した内容と異なります";
    several_appeared:
        "several mappings to this device and port appeared meanwhile, and which of them is this one cannot be told",
        "このデバイスとポートへのマッピングが複数現れ、どれがこの操作によるものか特定できません";
    revoke_unless_anothers:
        "look at `naptop mappings`, and revoke it if nobody else opened it",
        "`naptop mappings` を確認し、ほかの人が開いたものでなければ取り消してください";
    nothing_listed: "nothing was opened as far as SORACOM lists", "SORACOM の一覧を見る限り、何も開いていません";
    not_checked(lost, failure):
        "{lost}; and whether a mapping was made could not be checked: {failure}",
        "{lost}。マッピングが作られたかどうかも確認できませんでした: {failure}";
    revoke_if_there:
        "look at `naptop mappings`, and revoke it if it is there",
        "`naptop mappings` を確認し、残っていれば取り消してください";
    kept(endpoint):
        "{endpoint} is open and was kept, but has no streaming URL",
        "{endpoint} は開いたまま残しましたが、ストリーミング URL がありません";
    deleted_again(endpoint):
        "no streaming URL, so {endpoint} was deleted again",
        "ストリーミング URL を作れないため、{endpoint} を削除しました";
    still_open(endpoint, why):
        "no streaming URL, and {endpoint} IS STILL OPEN ({why})",
        "ストリーミング URL がなく、{endpoint} は【開いたまま】です ({why})";
    run_revoke(endpoint): "run `naptop revoke {endpoint}`", "`naptop revoke {endpoint}` を実行してください";

    // streaming URLs
    no_url_made: "no streaming URL was made", "ストリーミング URL は作られていません";
    about_to_expire(endpoint): "{endpoint} is about to expire", "{endpoint} はまもなく期限切れです";
    no_time_for_url(duration): "{duration} leaves no time for a streaming URL", "{duration} ではストリーミング URL を開く時間がありません";
    open_for_longer: "open it for longer, or without a URL (--no-url)", "もっと長く開くか、URL なし (--no-url) で開いてください";
    open_anew: "open access anew", "アクセスを開き直してください";
    another_by_now(endpoint):
        "{endpoint} is another mapping by now, so no streaming URL was made for it",
        "{endpoint} は今は別のマッピングのため、ストリーミング URL は作っていません";
    gone_by_now(endpoint):
        "{endpoint} is not listed any more, so no streaming URL was made for it",
        "{endpoint} はもう一覧にないため、ストリーミング URL は作っていません";
    look_again: "refresh, and choose again", "一覧を更新して、選び直してください";
    old_session_in_the_way: "an old session of this user is in the way", "このユーザーの古いセッションが残っています";
    older_ended(ids): "an older AppStream session of this user was ended: {ids}", "このユーザーの古い AppStream セッションを終了しました: {ids}";
    old_session_unseen(failure):
        "an older AppStream session could not be looked for: {failure}",
        "古い AppStream セッションの有無を確認できませんでした: {failure}";

    // extending
    stays_as_it_was(endpoint): "{endpoint} stays as it was", "{endpoint} は元のままです";

    // revoking
    sessions_may_go_on:
        "its AppStream sessions could not be looked for and may go on",
        "AppStream セッションを確認できませんでした。続いている可能性があります";
    mapping_denied_and_listed(endpoint):
        "SORACOM says that {endpoint} does not exist, and lists it",
        "SORACOM は {endpoint} が存在しないと答えましたが、一覧には載っています";
    session_denied_and_listed(id):
        "AppStream says that session {id} does not exist, and lists it",
        "AppStream はセッション {id} が存在しないと答えましたが、一覧には載っています";
    sessions_untold: "its AppStream sessions could not be told and may go on", "AppStream セッションを特定できませんでした。続いている可能性があります";
    device_untold(endpoint): "the device of {endpoint} could not be told", "{endpoint} のデバイスを特定できませんでした";
    session_may_go_on(id, user):
        "whether AppStream session {id} of {user} goes on is not known",
        "{user} の AppStream セッション {id} が続いているかどうかは不明です";
    session_goes_on(id, user): "AppStream session {id} of {user} goes on", "{user} の AppStream セッション {id} は続いています";

    // what a mapping turns out to be
    sources_untold: "sources that SORACOM did not tell", "SORACOM の応答になし";
    nobody_told(endpoint, asked):
        "SORACOM does not say whom {endpoint} lets in; {asked} was asked for",
        "{endpoint} への接続元を SORACOM が示していません。指定したのは {asked} です";
    sources_alarm(endpoint, lets_in, asked):
        "ALARM: {endpoint} lets in {lets_in}, not {asked} as asked for; revoke it if that is too much",
        "警告: {endpoint} の接続元は、指定した {asked} ではなく {lets_in} です。広すぎる場合は取り消してください";
    own_address_alarm(endpoint, lets_in):
        "{endpoint} lets in {lets_in}, by which this machine reached SORACOM; but Napter is reached by IPv4: open it with your IPv4 address as source",
        "{endpoint} の接続元は、このマシンが SORACOM に接続したアドレス {lets_in} ですが、Napter には IPv4 で接続します。IPv4 アドレスを接続元にして開いてください";

    // what an earlier run left unfinished
    opening_cut_short(device, port, who, endpoint):
        "opening {device} port {port} for {who} was cut short, or is still under way: {endpoint} is open",
        "{device} のポート {port} を開く処理 ({who}) が途中で切れたか、まだ続いています: {endpoint} は開いています";
    opening_without_url(device, port, who, endpoint):
        "opening {device} port {port} for {who} was cut short, or is still under way: {endpoint} is open, but has no streaming URL",
        "{device} のポート {port} を開く処理 ({who}) が途中で切れたか、まだ続いています: {endpoint} は開いていますが、ストリーミング URL がありません";
    who_and_why(who, reason): "{who} ({reason})", "{who}、{reason}";
    revoking_cut_short(endpoint, device):
        "revoking {endpoint} ({device}) was cut short, or is still under way: it is open",
        "{endpoint} ({device}) の取り消しが途中で切れたか、まだ続いています: 開いています";

    // the journal
    not_in_journal(why): "this is not in naptop's journal: {why}", "naptop の記録に残せませんでした: {why}";
    journal_damaged(count, path):
        "damaged lines in naptop's journal {path}: {count}; who opened what may be missing for that",
        "naptop の記録 {path} に壊れた行が {count} 行あり、開いた人などが分からないことがあります";
    journal_failed(error): "the journal failed: {error}", "記録の処理に失敗しました: {error}";
    not_noted: "this is too long to be noted in the journal", "長すぎるため記録に残せません";
    shorten_reason: "shorten the reason", "理由を短くしてください";
    journal_held(path):
        "could not write to the journal {path}: another naptop is at it",
        "記録 {path} に書き込めませんでした: 別の naptop が使用中です";
    hanging_naptop:
        "try again; if it stays so, look for a naptop that hangs",
        "もう一度試してください。続くようなら、止まっている naptop がないか確認してください";
    journal_unwritten(path, why): "could not write to the journal {path}: {why}", "記録 {path} に書き込めませんでした: {why}";
    journal_unread(path, why): "could not read the journal {path}: {why}", "記録 {path} を読めませんでした: {why}";
    disk_full: "the disk is full", "ディスクがいっぱいです";
    make_room: "make room on it, or name another file by NAPTOP_JOURNAL", "空きを作るか、NAPTOP_JOURNAL で別のファイルを指定してください";
    permission_denied: "permission denied", "アクセス権がありません";
    check_owner:
        "check the owner and the mode of the file and its folder, or name another file by NAPTOP_JOURNAL",
        "ファイルとフォルダの所有者とモードを確認するか、NAPTOP_JOURNAL で別のファイルを指定してください";
    read_only_disk: "the file system is read-only", "ファイルシステムが読み取り専用です";
    make_writable: "make it writable, or name another file by NAPTOP_JOURNAL", "書き込めるようにするか、NAPTOP_JOURNAL で別のファイルを指定してください";
    check_file:
        "check the file and its folder, or name another file by NAPTOP_JOURNAL",
        "ファイルとフォルダを確認するか、NAPTOP_JOURNAL で別のファイルを指定してください";
    no_file: "it is not a file", "ファイルではありません";
}
