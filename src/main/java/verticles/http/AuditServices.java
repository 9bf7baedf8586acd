package verticles.http;

import verticles.audit.AuditLog;
import verticles.audit.AuditReader;

/** The audit log, to be written and to be read. */
public record AuditServices(AuditLog log, AuditReader reader) {}
