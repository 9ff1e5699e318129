import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { type Connection, connectionsQuery, type Flow, setFlow, turn } from './api';
import css from './Operators.module.css';

type Order = 'on' | 'off' | Flow;

/** What stops something says first what will happen. */
const ASKS = ['paused', 'draining', 'off'] as const satisfies readonly Order[];
type Ask = (typeof ASKS)[number];

function asks(order: Order): order is Ask {
    return ASKS.some((one) => one === order);
}

function carryOut(id: string, order: Order): Promise<Connection> {
    return order === 'on' || order === 'off' ? turn(id, order === 'on') : setFlow(id, order);
}

/** Turning a connection on and off, pausing it, letting it finish what it has. */
export function Orders({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [asking, setAsking] = useState<Ask | null>(null);
    const ordering = useMutation({
        mutationFn: (order: Order) => carryOut(connection.id, order),
        onSuccess: async (_, order) => {
            await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            setAsking(null);
            notify(t(`operators.order.done.${order}`, { name: connection.name }));
        },
    });
    const give = (order: Order) => {
        if (!ordering.isPending) ordering.mutate(order);
    };
    const refusal = ordering.isError ? problemText(ordering.error) : null;
    const label = (order: Order) => t(ordering.isPending && ordering.variables === order ? 'operators.order.busy' : `operators.order.do.${order}`);
    const offered: Order[] = connection.enabled ? [...(['open', 'paused', 'draining'] as const).filter((flow) => flow !== connection.flow), 'off'] : ['on'];
    return (
        <div className={css.orders}>
            <div className={css.acts}>
                {offered.map((order) => (
                    <Button
                        key={order}
                        aria-disabled={ordering.isPending}
                        onClick={() => {
                            if (!asks(order)) return give(order);
                            ordering.reset();
                            setAsking(order);
                        }}
                    >
                        {t(`operators.order.do.${order}`)}
                    </Button>
                ))}
            </div>
            <p role="alert" className={css.refusal}>
                {asking === null && refusal}
            </p>
            {ASKS.map((order) => (
                <Dialog key={order} opened={asking === order} onClose={() => setAsking(null)} width={480} title={t(`operators.order.title.${order}`, { name: connection.name })}>
                    <p>{t(`operators.order.text.${order}`)}</p>
                    <p role="alert" className={css.refusal}>
                        {refusal}
                    </p>
                    <div className="buttons">
                        <Button data-autofocus onClick={() => setAsking(null)}>
                            {t(`operators.order.keep.${order}`)}
                        </Button>
                        <Button variant="filled" aria-disabled={ordering.isPending} onClick={() => give(order)}>
                            {label(order)}
                        </Button>
                    </div>
                </Dialog>
            ))}
        </div>
    );
}
