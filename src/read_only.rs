//! The two services with every change refused: what read-only means, below every verb and key that could ask for one.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::domain::audit::AuditEntry;
use crate::domain::failure::Result;
use crate::domain::link::ResourceName;
use crate::domain::probe::Answered;
use crate::domain::{
    Device, Endpoint, Failure, Imsi, Kind, LinkTarget, Mapping, MappingRequest, Session, SessionContext, SimId, Span, StreamLink,
    UserId,
};
use crate::gateway::{AppStream, Deletion, GroupNames, Identity, Listing, Lookup, Pages, Soracom};
use crate::say;

/// A service that is only looked at.
pub struct ReadOnly<S: ?Sized>(pub Arc<S>);

/// Why nothing is changed.
pub fn refused() -> Failure {
    Failure::new(Kind::Forbidden, say::failing::read_only()).advise(say::failing::leave_out_read_only())
}

#[async_trait]
impl Soracom for ReadOnly<dyn Soracom> {
    async fn sign_in(&self) -> Result<Identity> {
        self.0.sign_in().await
    }

    async fn devices(&self, which: Listing, pages: &mut dyn Pages) -> Result<()> {
        self.0.devices(which, pages).await
    }

    async fn device(&self, sim_id: &SimId) -> Result<Device> {
        self.0.device(sim_id).await
    }

    async fn find(&self, lookup: &Lookup) -> Result<Vec<Device>> {
        self.0.find(lookup).await
    }

    async fn groups(&self) -> Result<GroupNames> {
        self.0.groups().await
    }

    async fn mappings(&self) -> Result<Vec<Mapping>> {
        self.0.mappings().await
    }

    async fn create_mapping(&self, _request: &MappingRequest) -> Result<Mapping> {
        Err(refused())
    }

    async fn delete_mapping(&self, _endpoint: &Endpoint, _until: Option<Instant>) -> Result<Deletion> {
        Err(refused())
    }

    async fn ping(&self, sim_id: &SimId) -> Result<Answered> {
        self.0.ping(sim_id).await
    }

    async fn try_port(&self, sim_id: &SimId, port: u16) -> Result<Answered> {
        self.0.try_port(sim_id, port).await
    }

    async fn audit(&self, imsi: Option<&Imsi>, since: Timestamp) -> Result<Vec<AuditEntry>> {
        self.0.audit(imsi, since).await
    }

    async fn sign_out(&self) {
        self.0.sign_out().await;
    }
}

/// A streaming URL gives access, so making one is a change.
#[async_trait]
impl AppStream for ReadOnly<dyn AppStream> {
    async fn create_url(&self, _: &LinkTarget, _: &UserId, _: &SessionContext, _: Span) -> Result<StreamLink> {
        Err(refused())
    }

    async fn sessions(&self, stack: &ResourceName, fleet: &ResourceName, user: Option<&UserId>) -> Result<Vec<Session>> {
        self.0.sessions(stack, fleet, user).await
    }

    async fn expire_session(&self, _id: &str) -> Result<Deletion> {
        Err(refused())
    }
}
