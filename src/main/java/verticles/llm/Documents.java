package verticles.llm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import verticles.config.DataSize;
import verticles.identity.Caller;
import verticles.tasks.TaskFailure;
import verticles.tasks.TaskFiles;

/** The texts of one task: its document, and what was made of its parts. Its methods block. */
record Documents(TaskFiles files, Caller owner, DataSize largest) {
  /** What is made of nothing. */
  static final ChatAnswer NOTHING = new ChatAnswer("", "", "stop", Usage.NONE);

  /**
   * The document that shall be worked on.
   *
   * @throws TaskFailure permanent when it is too large, empty, or no text in UTF-8
   */
  String original(Enhancement wanted) {
    String text = wanted.file().map(this::uploaded).orElse(wanted.text());
    if (text.isBlank()) {
      throw TaskFailure.permanent("The document is empty.");
    }
    return text;
  }

  private String uploaded(UUID file) {
    try (InputStream content = files.open(owner, file)) {
      byte[] bytes = content.readNBytes((int) largest.bytes() + 1);
      if (bytes.length > largest.bytes()) {
        throw TaskFailure.permanent(
            "The document is larger than %s (llm.largest-document).".formatted(largest));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw notText();
      }
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException binary) {
      throw notText();
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private static TaskFailure notText() {
    return TaskFailure.permanent("The document is no text in UTF-8.");
  }

  /**
   * A text that was kept before.
   *
   * @throws verticles.bus.FailureException NOT_FOUND when its day is over
   */
  String kept(UUID file) {
    try (InputStream content = files.open(owner, file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  /** Keeps a text for a day. */
  UUID keep(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return files.keep(owner, new ByteArrayInputStream(bytes)).id();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void forget(UUID file) {
    files.delete(file);
  }
}
