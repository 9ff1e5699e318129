import type { ReactNode } from 'react';
import { Shell } from './Shell';

/**
 * The frame with a wider rail (264 px), for work in steps: `rail` takes the place of search and sections, the foot with practice
 * mode and help stays. It is a whole frame, so its routes stand beside `inside`, not in it. The sheet is a column without padding
 * below: what comes last (a `Ledge`) may stick to its foot. `place` changes when another step is opened; readers then start at
 * the sheet's beginning.
 */
export function WizardFrame({ rail, place, children }: { rail: ReactNode; place: string; children: ReactNode }) {
    return (
        <Shell wide rail={rail} place={place}>
            {children}
        </Shell>
    );
}
