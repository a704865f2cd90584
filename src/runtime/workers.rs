//! The threads that talk to the services, so that the thread with the keys has nothing else to do: it wakes for a key, a
//! reply, or a digit that changes.

use std::sync::{Arc, OnceLock};

use tokio::runtime::{Builder, Handle, Runtime};

/// The worker threads. The first who needs them starts them: the first frame does not. They end with the last who has them,
/// whatever they are doing.
#[derive(Clone, Default)]
pub struct Workers(Arc<OnceLock<Threads>>);

struct Threads {
    handle: Handle,
    own: Option<Runtime>,
}

impl Workers {
    /// Where to spawn.
    pub fn handle(&self) -> &Handle {
        &self.0.get_or_init(Threads::start).handle
    }
}

/// No threads of one's own: what is spawned runs there.
impl From<Handle> for Workers {
    fn from(handle: Handle) -> Self {
        Self(Arc::new(OnceLock::from(Threads::of(handle))))
    }
}

impl Threads {
    /// Somebody else's.
    fn of(handle: Handle) -> Self {
        Self { handle, own: None }
    }

    fn start() -> Self {
        const THREADS: usize = 2;
        match Builder::new_multi_thread().worker_threads(THREADS).enable_all().build() {
            Ok(runtime) => Self {
                handle: runtime.handle().clone(),
                own: Some(runtime),
            },
            Err(error) => {
                tracing::warn!(%error, "no worker threads: the thread with the keys does it all");
                Self::of(Handle::current())
            }
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.own.take() {
            runtime.shutdown_background();
        }
    }
}
