package verticles.privacy;

/**
 * A consent given or withdrawn, with its proof.
 *
 * @param textVersion of the text that was shown
 * @param address of the client; only a keyed digest of it is kept
 * @param how where it was said, for example {@code setConsent}
 */
public record ConsentChange(
    ConsentPurpose purpose,
    boolean given,
    int textVersion,
    String address,
    String userAgent,
    String how) {}
