package io.holdstill.bench;

import java.io.IOException;

/** The smallest program. With any argument it stays, to be looked at, until its input ends. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) throws IOException {
    System.out.println(Armed.armed() ? "hello, armed" : "hello, bare");
    if (args.length > 0) {
      System.in.read();
    }
  }
}
