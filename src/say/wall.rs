//! What is said on the wall display.

texts! {
    live: "LIVE", "有効";
    expiring: "EXPIRING", "まもなく終了";
    expired: "EXPIRED", "期限切れ";
    next: "NEXT TO END", "次に終わるもの";
    sims: "SIMS ONLINE", "オンラインのSIM";
    sessions: "SESSIONS", "セッション";
    fleet: "FLEET FREE", "フリートの空き";
    turned_away: "TURNED AWAY", "接続拒否";
    of_what_is_open: "what is open", "開いているアクセス";
    within(minutes): "within {minutes} minutes", "{minutes}分以内";
    still_listed: "and still listed", "一覧に残っています";
    in_the_last(minutes): "in {minutes} minutes", "直近{minutes}分";
    connected(count): "{count} connected", "接続中 {count}";
    of_all(count): "of {count}", "全 {count}";
    unknown: "not known yet", "確認中";
    quiet: "all quiet", "異常なし";
    quiet_but_for_the_log:
        "quiet as far as can be seen: the audit log may not be read (AuditLog:getNapterAuditLogs)",
        "確認できる範囲では異常なし。監査ログを読む権限がありません (AuditLog:getNapterAuditLogs)";
    ends_soon(count): "all quiet; about to end: {count}", "異常なし。まもなく終了: {count}件";
    asking: "asking SORACOM…", "SORACOMに問い合わせています…";
    title: "Access, what ends soonest first", "アクセス（終わりが近い順）";
    nothing_open: "nothing is open", "開いているアクセスはありません";
    looking: "looking for what is open…", "開いているアクセスを調べています…";
    not_known: "what is open is not known: SORACOM did not say", "開いているアクセスは不明です。SORACOMから応答がありません";
    more(count): "+{count} more", "ほか {count} 件";
    and_more(list, count): "{list} +{count}", "{list} ほか{count}";
    no_end: "no end", "期限なし";
    no_row(key): "the wall display has no row to choose; {key} shows the panes", "ウォール表示では行を選べません。{key} で通常表示に戻ります";

    trouble(service, kind, message): "{service}: {kind}: {message}", "{service}: {kind}: {message}";
    audit_log: "audit log", "監査ログ";
    old(age, at): "nothing new for {age}: what is shown is of {at}", "{age}のあいだ更新がありません。表示は{at}時点のものです";
    seconds(count): "{count} s", "{count}秒";
    minutes(count): "{count} min", "{count}分";
    hours(count): "{count} h", "{count}時間";
    left_open(endpoints): "left open where opening failed: {endpoints}", "開く操作に失敗し、開いたまま残ったもの: {endpoints}";
    expired_listed(count, devices): "{count} expired and still listed: {devices}", "期限切れのまま一覧に残るアクセス {count} 件: {devices}";
    orphans(count, users): "AppStream sessions that go on without their mapping: {count} ({users})", "マッピングのないAppStreamセッション {count} 件: {users}";
    offline(devices): "offline while access is open: {devices}", "アクセスを開いたままオフライン: {devices}";
    fleet_stands(words): "fleet: {words}", "フリート: {words}";
    denied(count, at, who, device): "callers not let in: {count}, the last at {at} from {who} to {device}", "許可されない接続元 {count} 件、最後は {at} {who} → {device}";
    refused(count, at, who, device): "callers refused as abuse: {count}, the last at {at} from {who} to {device}", "攻撃とみなされた接続元 {count} 件、最後は {at} {who} → {device}";
    elsewhere_in_trouble(account): "account {account}: its services are in trouble", "アカウント {account}: サービスに問題があります";
    elsewhere_expired(account, count): "account {account}: {count} expired and still listed", "アカウント {account}: 期限切れのまま残るアクセス {count} 件";
    paused(key): "refreshing is paused; {key} resumes", "更新を止めています。{key} で再開します";
}
