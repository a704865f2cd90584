//! The threads that talk to the services, so that the thread with the keys has nothing else to do: it wakes for a key, a
//! reply, or a digit that changes.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// The worker threads; they end when this is dropped, whatever they are doing.
pub struct Workers(Option<Runtime>);

impl Workers {
    /// Starts them.
    pub fn start() -> io::Result<Self> {
        const THREADS: usize = 2;
        let runtime = Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Where to spawn.
    pub fn handle(&self) -> Handle {
        self.0
            .as_ref()
            .map_or_else(Handle::current, |runtime| runtime.handle().clone())
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
