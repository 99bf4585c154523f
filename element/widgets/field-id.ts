/** Ids of a field and of its label: `place` is the form's id, or the widget's where there is no form. */
export const fieldId = (place: string, name: string): string => `${place}-${name.replace(/\W/g, '_')}`;

export const labelId = (place: string, name: string): string => `${fieldId(place, name)}-label`;
