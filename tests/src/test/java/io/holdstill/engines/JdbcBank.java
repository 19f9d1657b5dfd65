package io.holdstill.engines;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A bank in SQL. */
abstract class JdbcBank implements Bank {
  static final List<String> TABLES = List.of("ACCOUNTS", "TELLERS", "LEDGER");
  private static final String NOTE = "a line of some length, so that the files grow. ".repeat(4);

  private final String url;
  private final List<Connection> connections = new ArrayList<>();

  JdbcBank(String url) throws SQLException {
    this.url = url;
    Connection first = connect();
    if (!founded(first)) {
      found(first);
    }
  }

  final Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connections.add(connection);
    return connection;
  }

  final void run(String sql) throws SQLException {
    try (Statement statement = connections.get(0).createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean founded(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "LEDGER", new String[] {"TABLE"})) {
      return tables.next();
    }
  }

  private void found(Connection connection) throws SQLException {
    run("create table ACCOUNTS (ID int primary key, BALANCE bigint not null)");
    run("create table TELLERS (ID int primary key, TRANSFERS bigint not null)");
    run("create table LEDGER (TELLER int, NUMBER bigint, NOTE varchar(200))");
    connection.setAutoCommit(false);
    for (int i = 0; i < ACCOUNTS; i++) {
      run("insert into ACCOUNTS values (" + i + ", " + OPENING + ")");
    }
    for (int i = 0; i < TELLERS; i++) {
      run("insert into TELLERS values (" + i + ", 0)");
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public Teller teller(int number) throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    return new JdbcTeller(connection, number);
  }

  @Override
  public Books books() throws SQLException {
    long[] transfers = new long[TELLERS];
    long[] ledger = new long[TELLERS];
    for (int i = 0; i < TELLERS; i++) {
      transfers[i] = number("select TRANSFERS from TELLERS where ID = " + i);
      ledger[i] = number("select count(*) from LEDGER where TELLER = " + i);
    }
    return new Books(
        number("select count(*) from ACCOUNTS"),
        number("select sum(BALANCE) from ACCOUNTS"),
        transfers,
        ledger);
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connections.get(0).createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private static final class JdbcTeller implements Teller {
    private final Connection connection;
    private final PreparedStatement move;
    private final PreparedStatement count;
    private final PreparedStatement line;
    private final int number;
    private long transfers;

    JdbcTeller(Connection connection, int number) throws SQLException {
      this.connection = connection;
      this.number = number;
      move = connection.prepareStatement("update ACCOUNTS set BALANCE = BALANCE + ? where ID = ?");
      count = connection.prepareStatement("update TELLERS set TRANSFERS = ? where ID = ?");
      line = connection.prepareStatement("insert into LEDGER values (?, ?, ?)");
    }

    /** The lower account first, so that two tellers seldom wait for one another. */
    @Override
    public boolean transfer(int from, int to, long amount) throws SQLException {
      try {
        move(Math.min(from, to), from < to ? -amount : amount);
        move(Math.max(from, to), from < to ? amount : -amount);
        count();
        connection.commit();
        transfers++;
        return true;
      } catch (SQLException e) {
        if (e.getSQLState() == null || !e.getSQLState().startsWith("40")) {
          throw e;
        }
        connection.rollback();
        return false;
      }
    }

    private void move(int account, long amount) throws SQLException {
      move.setLong(1, amount);
      move.setInt(2, account);
      move.executeUpdate();
    }

    private void count() throws SQLException {
      count.setLong(1, transfers + 1);
      count.setInt(2, number);
      count.executeUpdate();
      line.setInt(1, number);
      line.setLong(2, transfers + 1);
      line.setString(3, NOTE);
      line.executeUpdate();
    }
  }
}
