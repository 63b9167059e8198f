// What is printed or taken along of one text.
import { addStrings, data } from "./studio.js";
import { formOf, showMade, startForms } from "./print_forms.js";
import { takeUp } from "./work.js";

const about = data("print");
addStrings(about.strings);
startForms(() => 1);
takeUp({
  about: about.id,
  start: `/api/print/${about.id}/start`,
  whatOf: formOf,
  placeOf: () => "made",
  show(said, what, isNew) {
    document.querySelector("#nothing-made").hidden = said.files.length > 0;
    showMade(said, isNew);
  },
});
