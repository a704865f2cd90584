//! AppStream sessions: which mapping each is of, and those that are in the way of a URL.

use super::*;

/// What a URL of that operator for the device would land in.
fn only_session(simulator: &naptop::simulator::Simulator) -> String {
    let sessions = simulator.state().sessions;
    assert_eq!(sessions.len(), 1);
    sessions[0].id.clone()
}

/// A session older than one of two mappings is of the other; of two that were there the younger one is meant.
#[rstest]
#[case(false)]
#[case(true)]
#[tokio::test]
async fn revoke_ends_the_sessions_that_are_shown_for_a_mapping_and_no_others(#[case] by_the_second: bool) {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    let first = opened(&services, &request).await;
    if !by_the_second {
        visit(first.link.unwrap().url()).await.unwrap();
    }
    // AppStream tells whole seconds
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    request.new = true;
    let second = opened(&services, &request).await;
    if by_the_second {
        visit(second.link.unwrap().url()).await.unwrap();
    }
    let (own, other) = match by_the_second {
        true => (second.mapping, first.mapping),
        false => (first.mapping, second.mapping),
    };
    let shown = services.access.joined_sessions().await.unwrap().sessions;
    assert_eq!(shown[0].endpoint.as_ref(), Some(&own.endpoint));
    let report = services.access.revoke(&[target_of(&other)]).await;
    assert_eq!((report.revoked.len(), report.sessions_expired.len()), (1, 0), "{report:?}");
    let session = only_session(&simulator);
    let report = services.access.revoke(&[target_of(&own)]).await;
    assert_eq!((report.revoked.len(), report.sessions_expired), (1, vec![session]));
}

#[tokio::test]
async fn a_session_that_is_ended_for_a_url_is_told() {
    let (simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    let old = opened(&services, &request).await;
    visit(old.link.unwrap().url()).await.unwrap();
    let session = only_session(&simulator);
    let told = format!("an older AppStream session of this user was ended: {session}");
    request.new = true;
    // as if the mapping that it came through were gone
    request.listed = Some(Listed {
        mappings: Vec::new(),
        sessions: None,
        current: true,
    });
    let replaced = target_of(&old.mapping);
    let extended = services.access.extend(&request, &replaced, &CancellationToken::new()).await;
    let extended = extended.unwrap();
    assert_eq!(extended.let_go.sessions_expired, [session]);
    assert_eq!(extended.opened.notes, [told]);

    visit(extended.opened.link.unwrap().url()).await.unwrap();
    let session = only_session(&simulator);
    simulator.set_faults(vec![fault("url=400")]);
    let failed = services.access.open(&request, &CancellationToken::new()).await.unwrap_err();
    let told = format!("; an older AppStream session of this user was ended: {session}");
    assert!(failed.failure.message.ends_with(&told), "{failed}");
    assert!(simulator.state().sessions.is_empty());
}

#[tokio::test]
async fn a_mapping_about_to_expire_is_no_mapping_that_is_missing() {
    let (_simulator, services) = start(8).await;
    let device = first_device(&services).await;
    let mut request = request(&services, &device);
    request.mapping.duration = naptop::domain::Span::seconds(10);
    let target = request.link.take().unwrap();
    let mut mapping = services
        .access
        .open(&request, &CancellationToken::new())
        .await
        .unwrap()
        .mapping;
    mapping.expires_at = mapping.created_at;
    let made = services.access.fresh_link(&target, &request.device_key(), &mapping).await;
    assert!(
        matches!(&made, Err(LinkFailure::Mapping(failure)) if failure.kind == Kind::Conflict),
        "{made:?}"
    );
}
