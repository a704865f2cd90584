//! What is said of refreshing.

texts! {
    begun: "refreshing", "更新しています";
    paused(key): "refreshing is paused; {key} resumes", "更新を止めました。{key} で再開します";
}
