//! What alerts say: that access is about to end or has ended, that its device has dropped or is back.

texts! {
    ended(label, endpoint): "{label}: access at {endpoint} has ended", "{label}: {endpoint} のアクセスが終了しました";
    left(label, left, endpoint): "{label}: {left} left at {endpoint}", "{label}: {endpoint} の残り時間は {left} です";
    dropped(label):
        "{label} has dropped while access to it is open: SORACOM says that it is offline",
        "アクセスを開いている {label} がオフラインになりました (SORACOM の情報)";
    back(label): "{label} is back online", "{label} がオンラインに戻りました";
    and_more(count): "and {count} more", "他 {count} 件";
    between: "; ", "、";
}
