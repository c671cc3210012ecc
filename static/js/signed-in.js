// Tells the pages that wait for a new session that there is one, and closes the window that made it.
const channel = new BroadcastChannel("otop");
channel.postMessage("signed-in");
channel.close();
window.close();
