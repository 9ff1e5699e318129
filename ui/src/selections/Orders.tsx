import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { begin, type Selection, selectionQuery, stop } from './api';
import css from './Selections.module.css';

/** Running at once, with other values of the parameters if one likes, and stopping. */
export function Orders({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const session = useSession();
    const { id, lastRun, parameters } = selection;
    const [values, setValues] = useState<Record<string, string>>({});
    const again = () => client.invalidateQueries({ queryKey: selectionQuery(id).queryKey });
    const beginning = useMutation({ mutationFn: () => begin(id, values), onSuccess: again });
    const stopping = useMutation({
        mutationFn: (run: string) => stop(id, run),
        onSuccess: async () => {
            notify(t('selections.order.stopped'));
            await again();
        },
        // It ended by itself meanwhile: the page then says so.
        onError: again,
    });
    if (!can(session, 'campaigns.write') || session?.practice) return null;
    if (lastRun?.status === 'running') {
        return (
            <div className={css.acts}>
                <Button
                    variant="stop"
                    aria-disabled={stopping.isPending || lastRun.stopping}
                    onClick={() => {
                        if (!stopping.isPending && !lastRun.stopping) stopping.mutate(lastRun.id);
                    }}
                >
                    {t(stopping.isPending || lastRun.stopping ? 'selections.order.stopping' : 'selections.order.stop')}
                </Button>
                <p className={css.hint} role="status">
                    {t('selections.order.read', { count: lastRun.read })}
                </p>
            </div>
        );
    }
    const pointers = parameters.map(({ name }) => `/values/${name}`);
    return (
        <>
            {parameters.length > 0 && (
                <fieldset className={css.values}>
                    <legend>{t('selections.order.values')}</legend>
                    {parameters.map(({ name, value }) => (
                        <TextInput
                            key={name}
                            label={name}
                            autoComplete="off"
                            value={values[name] ?? value}
                            onChange={(event) => {
                                const written = event.currentTarget.value;
                                setValues((before) => ({ ...before, [name]: written }));
                            }}
                            error={fieldProblem(beginning.error, `/values/${name}`)}
                        />
                    ))}
                </fieldset>
            )}
            <div className={css.acts}>
                <Button
                    variant="filled"
                    aria-disabled={beginning.isPending}
                    onClick={() => {
                        if (!beginning.isPending) beginning.mutate();
                    }}
                >
                    {t(beginning.isPending ? 'selections.order.busy' : 'selections.order.run')}
                </Button>
                <p className={css.hint}>{t('selections.order.help')}</p>
            </div>
            <Refusal>{beginning.isError && !toldAtFields(beginning.error, pointers) && problemText(beginning.error)}</Refusal>
        </>
    );
}
