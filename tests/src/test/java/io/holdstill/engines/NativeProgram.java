package io.holdstill.engines;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Scanner;

/** Runs in the JVM with the agent: SQLite, whose C code writes past the JDK, in a transaction. */
public final class NativeProgram {
  private NativeProgram() {}

  /** Argument: the database file. Ends with its input. */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.sqlite.tmpdir", Path.of(args[0]).getParent().getParent().toString());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("create table ACCOUNTS (ID int primary key, BALANCE int)");
      connection.setAutoCommit(false);
      statement.execute("insert into ACCOUNTS values (1, 1000)");
      System.out.println("ready");
      while (new Scanner(System.in).hasNextLine()) {
        connection.commit();
      }
    }
  }
}
