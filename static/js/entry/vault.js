// Figures that are typed and not saved yet, kept in this browser until the server has them or the person signs out.
// IndexedDB with strict durability: what a finished write holds survives a killed browser.

const DATABASE = "otop-unsaved";
const STORE = "rows";

const promised = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened;
const open = () => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // Signing out deletes the database.
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
};

const write = async (work) => {
  const transaction = (await open()).transaction(STORE, "readwrite", { durability: "strict" });
  work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
};

// A row is {id, me, report, week, key, texts, nil, base, sent, stamp}: figures and numbers only, never a name.
export const idOf = ({ me, report, week }, key) => [me, report, week, key].join("|");

export const put = (rows) => write((store) => rows.forEach((row) => store.put(row)));

// Forgets rows, {id, stamp}, but for those that have changed since `stamp`.
export const forget = (rows) =>
  write((store) => {
    for (const { id, stamp } of rows) {
      store.get(id).onsuccess = ({ target }) => {
        if (target.result?.stamp === stamp) store.delete(id);
      };
    }
  });

export const kept = async (me, report) => {
  const all = await promised((await open()).transaction(STORE).objectStore(STORE).getAll());
  return all.filter((row) => row.me === me && (report === undefined || row.report === report));
};

export const clear = () => promised(indexedDB.deleteDatabase(DATABASE));
