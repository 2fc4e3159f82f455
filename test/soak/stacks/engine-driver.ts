import type { OpenDriver } from "./driver";
export const openEngineDriver: OpenDriver = () => Promise.reject(new Error("later"));
