/** Courrier: messages in and letters out, by thread. */
export function MailPage() {
  return <main className="page" />;
}
