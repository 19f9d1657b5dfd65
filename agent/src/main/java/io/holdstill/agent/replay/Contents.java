package io.holdstill.agent.replay;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of the files go. */
interface Contents {
  void write(Node.File file, long position, ByteBuffer bytes) throws IOException;

  void length(Node.File file, long bytes) throws IOException;

  /** It has no name any more. */
  void forget(Node.File file) throws IOException;

  /** For a look at the names alone. */
  Contents NONE =
      new Contents() {
        @Override
        public void write(Node.File file, long position, ByteBuffer bytes) {
          // Names do not depend on bytes.
        }

        @Override
        public void length(Node.File file, long bytes) {
          // Nor on lengths.
        }

        @Override
        public void forget(Node.File file) {
          // Nothing was kept.
        }
      };
}
