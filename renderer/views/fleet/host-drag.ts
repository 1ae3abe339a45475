/** The type of what is dragged when a host is dragged: onto a timeline to lay it over, onto a case to add it. */
export const HOST_DRAG = "application/x-plimsoll-host";
