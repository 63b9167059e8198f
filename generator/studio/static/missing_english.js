// A text without a translation: where it can be added.
import { ask, data, tell } from "./studio.js";

const form = document.getElementById("english-form");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const english = new FormData(form).get("english");
  const said = await tell(() => ask(`/api/text/${data("first").id}/english`, { english }));
  if (said) location.reload();
});
