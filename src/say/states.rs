//! How things stand, in a word or two: what is open, who is in a session, how much time is left of it.

texts! {
    live: "live", "有効";
    left_open: "LEFT OPEN", "開いたまま";
    expiring: "expiring", "終了間近";
    expired: "expired", "期限切れ";
    opening: "opening…", "準備中…";
    extending: "extending…", "延長中…";
    revoking: "revoking…", "取り消し中…";
    waiting: "waiting…", "待機中…";
    ending: "ending…", "終了中…";
    failed(why): "failed: {why}", "失敗: {why}";
    making_link: "making link…", "URL 作成中…";
    link(left): "link {left}", "URL {left}";
    mapping_is_gone: "mapping is gone", "マッピングなし";

    online: "online", "オンライン";
    offline: "offline", "オフライン";
    never: "never", "接続歴なし";

    time_left(left): "{left} left", "残り {left}";
    no_end: "no end", "期限なし";
    no_end_known: "no end known", "期限不明";
    not_listed_now: "not listed now", "一覧になし";
    this_year: "%b %e", "%-m月%-d日";

    unknown_device: "unknown device", "不明なデバイス";
    nothing_is_open: "nothing is open", "開いているアクセスはありません";
}
