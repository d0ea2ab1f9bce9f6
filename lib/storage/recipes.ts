/** Recipes on IndexedDB. */
import type { RecipeStore } from "../preprocess/recipe";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { intact } from "./database/missing";

/** The recipe port. */
export function recipeStore(database: CicloDatabase): RecipeStore {
  return {
    saveRecipe: (recipe) => guarded(async () => void (await database.recipes.put(recipe))),
    getRecipe: (id) => guarded(async () => intact(await database.recipes.get(id), "recipes", id)),
  };
}
