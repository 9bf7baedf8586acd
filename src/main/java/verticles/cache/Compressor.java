package verticles.cache;

/** Makes a body smaller in one content coding; the same body always gives the same bytes. */
interface Compressor {
  Encoding encoding();

  byte[] compress(byte[] body);
}
