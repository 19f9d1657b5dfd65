package io.holdstill.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Lucene: a document for each account; those of one transfer are committed together. */
final class LuceneBank implements Bank {
  private static final int COMMIT_EVERY = 60;
  private static final int MOST = 10_000;

  private final Directory files;
  private final IndexWriter writer;
  private final long[] balances = new long[ACCOUNTS];
  private final Object[] locks = new Object[ACCOUNTS];
  private final AtomicLongArray transfers = new AtomicLongArray(TELLERS);

  private final Commits commits;

  LuceneBank(Path directory) throws IOException {
    files = FSDirectory.open(directory);
    boolean founded = DirectoryReader.indexExists(files);
    // A few documents a segment: many files come, are merged and go.
    writer = new IndexWriter(files, new IndexWriterConfig(null).setMaxBufferedDocs(20));
    commits = new Commits(COMMIT_EVERY, writer::commit);
    for (int i = 0; i < ACCOUNTS; i++) {
      locks[i] = new Object();
      balances[i] = OPENING;
    }
    if (!founded) {
      found();
    }
  }

  private void found() throws IOException {
    for (int i = 0; i < ACCOUNTS; i++) {
      store("account", i, OPENING);
    }
    for (int i = 0; i < TELLERS; i++) {
      store("teller", i, 0);
    }
    writer.commit();
  }

  private void store(String kind, int number, long value) throws IOException {
    Document document = new Document();
    document.add(new StringField("id", kind + number, Field.Store.YES));
    document.add(new StringField("kind", kind, Field.Store.NO));
    document.add(new StoredField("number", number));
    document.add(new StoredField("value", value));
    writer.updateDocument(new Term("id", kind + number), document);
  }

  @Override
  public Teller teller(int number) {
    return commits.around(
        (from, to, amount) -> {
          synchronized (locks[Math.min(from, to)]) {
            synchronized (locks[Math.max(from, to)]) {
              move(from, to, amount);
            }
          }
          store("teller", number, transfers.incrementAndGet(number));
          return true;
        });
  }

  private void move(int from, int to, long amount) throws IOException {
    balances[from] -= amount;
    balances[to] += amount;
    store("account", from, balances[from]);
    store("account", to, balances[to]);
  }

  @Override
  public void makeDurable() throws Exception {
    commits.commit();
  }

  /** There is no ledger: deleted documents and merges are what grows and shrinks here. */
  @Override
  public Books books() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(files)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      StoredFields stored = searcher.storedFields();
      long sum = 0;
      TopDocs accounts = searcher.search(new TermQuery(new Term("kind", "account")), MOST);
      for (var hit : accounts.scoreDocs) {
        sum += stored.document(hit.doc).getField("value").numericValue().longValue();
      }
      long[] counts = new long[TELLERS];
      TopDocs tellers = searcher.search(new TermQuery(new Term("kind", "teller")), MOST);
      for (var hit : tellers.scoreDocs) {
        Document teller = stored.document(hit.doc);
        int number = teller.getField("number").numericValue().intValue();
        counts[number] += teller.getField("value").numericValue().longValue();
      }
      return new Books(accounts.scoreDocs.length, sum, counts, counts);
    }
  }

  static void check(Path directory) throws IOException {
    try (Directory files = FSDirectory.open(directory);
        CheckIndex check = new CheckIndex(files)) {
      CheckIndex.Status status = check.checkIndex();
      if (!status.clean) {
        throw new AssertionError(directory + " is damaged: CheckIndex calls it not clean");
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
    files.close();
  }
}
