//! What is said of refreshing, and of what it brought to light.

texts! {
    begun: "refreshing", "更新しています";
    waits_for_the_rate_limit:
        "refreshing, once SORACOM's rate limit allows it",
        "SORACOM のレート制限が解けしだい更新します";
    resumed: "refreshing again", "更新を再開しました";
    paused(key): "refreshing is paused; {key} resumes", "更新を止めました。{key} で再開します";
    groups_by_id(failure): "groups are shown by id: {failure}", "グループは ID で表示します: {failure}";
    cut_short(told, link, revoke):
        "{told}. {link} makes a streaming URL, {revoke} takes it away",
        "{told}。{link} でストリーミング URL を作り、{revoke} で取り消します";
    revoke_cut_short(told, revoke): "{told}. {revoke} takes it away", "{told}。{revoke} で取り消します";
    between: "; ", "。";
    soracom_answers_again: "SORACOM answers again", "SORACOM が応答するようになりました";
    capacity_not_shown:
        "the fleet's capacity is not shown: reading it needs appstream:DescribeFleets on \"*\"",
        "フリートの空きは表示しません。\"*\" への appstream:DescribeFleets 権限が必要です";
}
