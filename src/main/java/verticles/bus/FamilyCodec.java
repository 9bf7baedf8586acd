package verticles.bus;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries one sealed family of records: by reference inside the process, as CBOR arrays between
 * nodes. The permitted records are the only types that can arrive.
 */
final class FamilyCodec implements MessageCodec<Object, Object> {
  private static final ObjectMapper CBOR =
      CBORMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .annotationIntrospector(new RecordsAsArrays())
          .build();

  private final Class<?> family;
  private final Map<String, Class<?>> members = new LinkedHashMap<>();
  private final int largestMessage;

  FamilyCodec(Class<?> family, int largestMessage) {
    this.family = family;
    this.largestMessage = largestMessage;
    collect(family);
    if (members.isEmpty()) {
      throw new IllegalArgumentException(family.getName() + " is not a sealed family of records");
    }
  }

  private void collect(Class<?> type) {
    if (type.isRecord()) {
      members.put(type.getSimpleName(), type);
    } else if (type.isSealed()) {
      for (Class<?> member : type.getPermittedSubclasses()) {
        collect(member);
      }
    }
  }

  boolean carries(Object message) {
    return family.isInstance(message);
  }

  @Override
  public void encodeToWire(Buffer wire, Object message) {
    byte[] type = message.getClass().getSimpleName().getBytes(StandardCharsets.UTF_8);
    byte[] body = bytes(message);
    if (body.length > largestMessage) {
      throw FailureException.of(
          Failure.TOO_LARGE,
          "A message of %d bytes is over the limit of %d between nodes."
              .formatted(body.length, largestMessage));
    }
    wire.appendByte((byte) type.length).appendBytes(type).appendInt(body.length).appendBytes(body);
  }

  private static byte[] bytes(Object message) {
    try {
      return CBOR.writeValueAsBytes(message);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode " + message.getClass().getName(), e);
    }
  }

  @Override
  public Object decodeFromWire(int position, Buffer wire) {
    int typeLength = wire.getByte(position) & 0xff;
    int lengthAt = position + 1 + typeLength;
    String name = wire.getString(position + 1, lengthAt);
    Class<?> type = members.get(name);
    if (type == null) {
      throw FailureException.of(
          Failure.INTERNAL, "The message type " + name + " is unknown to this node.");
    }
    int from = lengthAt + Integer.BYTES;
    byte[] body = wire.getBytes(from, from + wire.getInt(lengthAt));
    try {
      return CBOR.readValue(body, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot decode " + name, e);
    }
  }

  /** Records are immutable, so inside the process the same instance is handed over. */
  @Override
  public Object transform(Object message) {
    return message;
  }

  @Override
  public String name() {
    return family.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  /** Field names would be most of a small message; the order of a record's components is fixed. */
  private static final class RecordsAsArrays extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    /** A component of a sealed type is written with the name of its record. */
    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      return isSealed(annotated)
          ? JsonTypeInfo.Value.construct(
              JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true)
          : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      return isSealed(annotated) ? names(annotated.getRawType()) : super.findSubtypes(annotated);
    }

    private static boolean isSealed(Annotated annotated) {
      return annotated instanceof AnnotatedClass
          && annotated.getRawType().isInterface()
          && annotated.getRawType().isSealed();
    }

    private static List<NamedType> names(Class<?> sealed) {
      return Arrays.stream(sealed.getPermittedSubclasses())
          .flatMap(
              member ->
                  member.isSealed()
                      ? names(member).stream()
                      : Stream.of(new NamedType(member, member.getSimpleName())))
          .toList();
    }

    @Override
    public JsonFormat.Value findFormat(Annotated annotated) {
      boolean isRecord = annotated instanceof AnnotatedClass && annotated.getRawType().isRecord();
      return isRecord
          ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
          : super.findFormat(annotated);
    }
  }
}
