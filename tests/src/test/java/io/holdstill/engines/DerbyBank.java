package io.holdstill.engines;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Derby, with the smallest logs it allows: they are switched and deleted all the time. */
final class DerbyBank extends JdbcBank {
  private static final String STOPPED = "08006";

  private final String url;

  DerbyBank(Path directory) throws SQLException {
    this(url(directory));
  }

  private DerbyBank(String url) throws SQLException {
    super(url + ";create=true");
    this.url = url;
  }

  /** Its own log file shall not lie in the working directory. */
  private static String url(Path directory) {
    System.setProperty("derby.system.home", directory.toString());
    System.setProperty("derby.storage.logSwitchInterval", "100000");
    System.setProperty("derby.storage.checkpointInterval", "100000");
    return "jdbc:derby:" + directory.resolve("bank");
  }

  /** Derby's log is written before a commit returns. */
  @Override
  public void makeDurable() {}

  static void check(Path directory) throws SQLException {
    try (DerbyBank bank = new DerbyBank(directory)) {
      for (String table : TABLES) {
        bank.run("values SYSCS_UTIL.SYSCS_CHECK_TABLE('APP', '" + table + "')");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    super.close();
    try {
      DriverManager.getConnection(url + ";shutdown=true").close();
    } catch (SQLException e) {
      if (!STOPPED.equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
