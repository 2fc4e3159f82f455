import type { JsonObject } from "./json-object";
import { ServiceError } from "../answers/service-error";
import type { Service } from "../service";

/** Reads the members of a request one by one; a member of the wrong JSON type, or a missing one, refuses the whole request. */
export class Fields {
  constructor(
    private readonly service: Service,
    private readonly source: JsonObject,
  ) {}

  /** The refusal of a request that breaks the model. Which of the two 400 types it has is a switch. */
  static refusal(service: Service, message: string): ServiceError {
    return new ServiceError(service.switches.invalidInputError, message);
  }

  /** A string that must be there. */
  text(name: string): string {
    return this.optionalText(name) ?? this.missing(name);
  }

  /** A string that may be absent or null. */
  optionalText(name: string): string | undefined {
    return this.member(name, (value): value is string => typeof value === "string");
  }

  /** A string out of a closed list. */
  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = this.text(name);
    if (!values.includes(value as T))
      throw Fields.refusal(this.service, `${name} must be one of ${values.join(", ")}.`);
    return value as T;
  }

  /** A boolean that may be absent. */
  optionalFlag(name: string): boolean | undefined {
    return this.member(name, (value): value is boolean => typeof value === "boolean");
  }

  /** A number that may be absent. */
  optionalNumber(name: string): number | undefined {
    return this.member(name, (value): value is number => typeof value === "number");
  }

  /** An object that may be absent. */
  optionalObject(name: string): JsonObject | undefined {
    return this.member(
      name,
      (value): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value),
    );
  }

  /** The members of an object, to be read one by one; those of an absent object are all absent. */
  nested(name: string): Fields {
    return new Fields(this.service, this.optionalObject(name) ?? {});
  }

  /** A list of objects, each ready to be read; undefined when absent. */
  optionalObjects(name: string): Fields[] | undefined {
    const list = this.member(name, (value): value is unknown[] => Array.isArray(value));
    return list?.map((each) => new Fields(this.service, this.entry(name, each)));
  }

  /** A list of strings; undefined when absent. */
  optionalTexts(name: string): string[] | undefined {
    return this.member(
      name,
      (value): value is string[] => Array.isArray(value) && value.every((each) => typeof each === "string"),
    );
  }

  /** Refuses the request because a member is not there. */
  missing(name: string): never {
    throw Fields.refusal(this.service, `${name} is required.`);
  }

  private entry(name: string, value: unknown): JsonObject {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw Fields.refusal(this.service, `${name} must hold objects.`);
  }

  private member<T>(name: string, fits: (value: unknown) => value is T): T | undefined {
    const value = Object.hasOwn(this.source, name) ? this.source[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (!fits(value)) throw new ServiceError("SerializationException", `${name} has the wrong type.`);
    return value;
  }
}
